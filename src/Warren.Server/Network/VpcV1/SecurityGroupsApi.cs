using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Network.VpcV1;

/// <summary>Security groups and their rules of v1 (as real clients need it): a new group answers 200, a new rule 201.</summary>
internal static class SecurityGroupsApi
{
    public static void MapSecurityGroupsV1(this IEndpointRouteBuilder app)
    {
        var groups = app.MapGroup("/v1/{project_id}/security-groups");
        groups.MapPost("", CreateAsync).Requires("vpc:securityGroups:create");
        groups.MapGet("", ListAsync).Requires("vpc:securityGroups:list")
            .Paged("id", "name", "enterprise_project_id");
        groups.MapGet("/{group_id}", ShowAsync).Requires("vpc:securityGroups:get");
        groups.MapDelete("/{group_id}", DeleteAsync).Requires("vpc:securityGroups:delete");

        var rules = app.MapGroup("/v1/{project_id}/security-group-rules");
        rules.MapPost("", CreateRuleAsync).Requires("vpc:securityGroupRules:create");
        rules.MapGet("", ListRulesAsync).Requires("vpc:securityGroupRules:list")
            .Paged("security_group_id");
        rules.MapGet("/{rule_id}", ShowRuleAsync).Requires("vpc:securityGroupRules:get");
        rules.MapDelete("/{rule_id}", DeleteRuleAsync).Requires("vpc:securityGroupRules:delete");
    }

    private static async Task<Ok<SecurityGroupResponse>> CreateAsync(
        WireBody<SecurityGroupRequest> body, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.SecurityGroup, NetworkKind.SecurityGroup, "security_group");
        var group = await groups.CreateAsync(http.Caller(), input.Name, input.Description, input.EnterpriseProjectId, ct);
        return TypedResults.Ok(new SecurityGroupResponse { SecurityGroup = VpcMap.ToBody(group) });
    }

    private static async Task<Ok<SecurityGroupsResponse>> ListAsync(HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        // vpc_id is a filter of the reference that no longer means anything: groups belong to projects.
        var filter = new SecurityGroupFilter { Id = http.Text("id"), Name = http.Text("name"), EnterpriseProjectId = http.EnterpriseProject() };
        var found = await groups.ListAsync(http.Caller(), filter, http.Page(NetworkKind.SecurityGroup), ct);
        return TypedResults.Ok(new SecurityGroupsResponse { SecurityGroups = [.. found.Select(VpcMap.ToBody)] });
    }

    private static async Task<Ok<SecurityGroupResponse>> ShowAsync(string group_id, HttpContext http, SecurityGroupService groups, CancellationToken ct) =>
        TypedResults.Ok(new SecurityGroupResponse { SecurityGroup = VpcMap.ToBody(await groups.FindAsync(http.Caller(), group_id, ct)) });

    private static async Task<NoContent> DeleteAsync(string group_id, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        await groups.DeleteAsync(http.Caller(), group_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Created<SecurityGroupRuleResponse>> CreateRuleAsync(
        WireBody<SecurityGroupRuleRequest> body, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var order = VpcMap.ToOrder(NetworkQuery.Require(body.Value.SecurityGroupRule, NetworkKind.SecurityGroupRule, "security_group_rule"));
        var rule = await groups.AddRuleAsync(http.Caller(), order, ct);
        return TypedResults.Created((string?)null, new SecurityGroupRuleResponse { SecurityGroupRule = VpcMap.ToBody(rule, http.Caller().ProjectId!) });
    }

    private static async Task<Ok<SecurityGroupRulesResponse>> ListRulesAsync(HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var filter = new RuleFilter { SecurityGroupId = http.Text("security_group_id") };
        var found = await groups.ListRulesAsync(http.Caller(), filter, http.Page(NetworkKind.SecurityGroupRule), ct);
        return TypedResults.Ok(new SecurityGroupRulesResponse { SecurityGroupRules = [.. found.Select(r => VpcMap.ToBody(r, http.Caller().ProjectId!))] });
    }

    private static async Task<Ok<SecurityGroupRuleResponse>> ShowRuleAsync(string rule_id, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var rule = await groups.FindRuleAsync(http.Caller(), rule_id, ct);
        return TypedResults.Ok(new SecurityGroupRuleResponse { SecurityGroupRule = VpcMap.ToBody(rule, http.Caller().ProjectId!) });
    }

    private static async Task<NoContent> DeleteRuleAsync(string rule_id, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        await groups.DeleteRuleAsync(http.Caller(), rule_id, ct);
        return TypedResults.NoContent();
    }
}
