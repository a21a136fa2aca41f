using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V3;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Network.VpcV3;

/// <summary>Security groups and their rules of v3 (as real clients need it).</summary>
internal static class SecurityGroupsApi
{
    public static void MapSecurityGroupsV3(this IEndpointRouteBuilder app)
    {
        var groups = app.MapGroup("/v3/{project_id}/vpc/security-groups");
        groups.MapPost("", CreateAsync).Requires("vpc:securityGroups:create");
        groups.MapGet("", ListAsync).Requires("vpc:securityGroups:list")
            .Paged("id", "name", "description", "enterprise_project_id");
        groups.MapGet("/{group_id}", ShowAsync).Requires("vpc:securityGroups:get");
        groups.MapPut("/{group_id}", UpdateAsync).Requires("vpc:securityGroups:update");
        groups.MapDelete("/{group_id}", DeleteAsync).Requires("vpc:securityGroups:delete");

        var rules = app.MapGroup("/v3/{project_id}/vpc/security-group-rules");
        rules.MapPost("", CreateRuleAsync).Requires("vpc:securityGroupRules:create");
        rules.MapGet("", ListRulesAsync).Requires("vpc:securityGroupRules:list")
            .Paged("id", "security_group_id", "direction", "protocol", "remote_group_id", "description", "action");
        rules.MapGet("/{rule_id}", ShowRuleAsync).Requires("vpc:securityGroupRules:get");
        rules.MapDelete("/{rule_id}", DeleteRuleAsync).Requires("vpc:securityGroupRules:delete");
    }

    private static async Task<Created<SecurityGroupResponse>> CreateAsync(
        WireBody<SecurityGroupRequest> body, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.SecurityGroup, NetworkKind.SecurityGroup, "security_group");
        var group = await groups.CreateAsync(http.Caller(), input.Name, input.Description, input.EnterpriseProjectId, ct);
        return TypedResults.Created((string?)null, new SecurityGroupResponse { SecurityGroup = SecurityGroupMap.ToBody(group, [], withRules: true), RequestId = http.TraceIdentifier });
    }

    private static async Task<Ok<SecurityGroupsResponse>> ListAsync(HttpContext http, SecurityGroupService groups, NetworkTagService tags, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.SecurityGroup);
        var filter = new SecurityGroupFilter
        {
            Id = http.Text("id"),
            Name = http.Text("name"),
            Description = http.Text("description"),
            EnterpriseProjectId = http.EnterpriseProject(),
        };
        var found = await groups.ListAsync(http.Caller(), filter, page, ct);
        var tagsOf = await tags.OfAsync([.. found.Select(g => g.Id)], ct);
        return TypedResults.Ok(new SecurityGroupsResponse
        {
            SecurityGroups = [.. found.Select(g => SecurityGroupMap.ToBody(g, tagsOf[g.Id], withRules: false))],
            PageInfo = V3Page.Of(found, page, g => g.Id),
            RequestId = http.TraceIdentifier,
        });
    }

    private static async Task<Ok<SecurityGroupResponse>> ShowAsync(string group_id, HttpContext http, SecurityGroupService groups, NetworkTagService tags, CancellationToken ct) =>
        await AnswerAsync(await groups.FindAsync(http.Caller(), group_id, ct), http, tags, ct);

    private static async Task<Ok<SecurityGroupResponse>> UpdateAsync(
        string group_id, WireBody<SecurityGroupRequest> body, HttpContext http, SecurityGroupService groups, NetworkTagService tags, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.SecurityGroup, NetworkKind.SecurityGroup, "security_group");
        return await AnswerAsync(await groups.UpdateAsync(http.Caller(), group_id, input.Name, input.Description, ct), http, tags, ct);
    }

    private static async Task<NoContent> DeleteAsync(string group_id, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        await groups.DeleteAsync(http.Caller(), group_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Created<SecurityGroupRuleResponse>> CreateRuleAsync(
        WireBody<SecurityGroupRuleRequest> body, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var order = SecurityGroupMap.ToOrder(NetworkQuery.Require(body.Value.SecurityGroupRule, NetworkKind.SecurityGroupRule, "security_group_rule"));
        return TypedResults.Created((string?)null, Answer(await groups.AddRuleAsync(http.Caller(), order, ct), http));
    }

    private static async Task<Ok<SecurityGroupRulesResponse>> ListRulesAsync(HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.SecurityGroupRule);
        var filter = new RuleFilter
        {
            Id = http.Text("id"),
            SecurityGroupId = http.Text("security_group_id"),
            Direction = http.Text("direction"),
            Protocol = http.Text("protocol"),
            RemoteGroupId = http.Text("remote_group_id"),
            Description = http.Text("description"),
            Action = http.Text("action"),
        };
        var found = await groups.ListRulesAsync(http.Caller(), filter, page, ct);
        return TypedResults.Ok(new SecurityGroupRulesResponse
        {
            SecurityGroupRules = [.. found.Select(r => SecurityGroupMap.ToBody(r, http.Caller().ProjectId!))],
            PageInfo = V3Page.Of(found, page, r => r.Id),
            RequestId = http.TraceIdentifier,
        });
    }

    private static async Task<Ok<SecurityGroupRuleResponse>> ShowRuleAsync(string rule_id, HttpContext http, SecurityGroupService groups, CancellationToken ct) =>
        TypedResults.Ok(Answer(await groups.FindRuleAsync(http.Caller(), rule_id, ct), http));

    private static async Task<NoContent> DeleteRuleAsync(string rule_id, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        await groups.DeleteRuleAsync(http.Caller(), rule_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SecurityGroupResponse>> AnswerAsync(SecurityGroup group, HttpContext http, NetworkTagService tags, CancellationToken ct)
    {
        var tagsOf = await tags.OfAsync([group.Id], ct);
        return TypedResults.Ok(new SecurityGroupResponse { SecurityGroup = SecurityGroupMap.ToBody(group, tagsOf[group.Id], withRules: true), RequestId = http.TraceIdentifier });
    }

    private static SecurityGroupRuleResponse Answer(SecurityGroupRule rule, HttpContext http) =>
        new() { SecurityGroupRule = SecurityGroupMap.ToBody(rule, http.Caller().ProjectId!), RequestId = http.TraceIdentifier };
}
