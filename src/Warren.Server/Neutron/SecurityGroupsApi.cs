using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Neutron;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;
using Warren.Server.Network;

namespace Warren.Server.Neutron;

/// <summary>Security groups and their rules of the neutron calls (as real clients need it).</summary>
internal static class SecurityGroupsApi
{
    public static void MapNeutronSecurityGroups(this IEndpointRouteBuilder app)
    {
        var groups = app.MapGroup("/v2.0/security-groups");
        groups.MapPost("", CreateAsync).Requires("vpc:securityGroups:create");
        groups.MapGet("", ListAsync).Requires("vpc:securityGroups:list")
            .Paged("id", "name", "description", "tenant_id", "project_id");
        groups.MapGet("/{group_id}", ShowAsync).Requires("vpc:securityGroups:get");
        groups.MapPut("/{group_id}", UpdateAsync).Requires("vpc:securityGroups:update");
        groups.MapDelete("/{group_id}", DeleteAsync).Requires("vpc:securityGroups:delete");

        var rules = app.MapGroup("/v2.0/security-group-rules");
        rules.MapPost("", CreateRuleAsync).Requires("vpc:securityGroupRules:create");
        rules.MapGet("", ListRulesAsync).Requires("vpc:securityGroupRules:list")
            .Paged("id", "security_group_id", "direction", "ethertype", "protocol", "remote_group_id", "remote_ip_prefix", "description", "tenant_id", "project_id");
        rules.MapGet("/{rule_id}", ShowRuleAsync).Requires("vpc:securityGroupRules:get");
        rules.MapDelete("/{rule_id}", DeleteRuleAsync).Requires("vpc:securityGroupRules:delete");
    }

    private static async Task<Created<SecurityGroupResponse>> CreateAsync(
        WireBody<SecurityGroupRequest> body, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.SecurityGroup, NetworkKind.SecurityGroup, "security_group");
        var group = await groups.CreateAsync(http.Caller(), input.Name, input.Description, enterpriseProjectId: null, ct);
        return TypedResults.Created((string?)null, new SecurityGroupResponse { SecurityGroup = NeutronMap.ToBody(group) });
    }

    private static async Task<Ok<SecurityGroupsResponse>> ListAsync(HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.SecurityGroup);
        var filter = new SecurityGroupFilter { Id = http.Text("id"), Name = http.Text("name"), Description = http.Text("description") };
        IReadOnlyList<SecurityGroup> found = http.AsksForOthers() ? [] : await groups.ListAsync(http.Caller(), filter, page, ct);
        return TypedResults.Ok(new SecurityGroupsResponse
        {
            SecurityGroups = [.. found.Select(NeutronMap.ToBody)],
            SecurityGroupsLinks = NeutronPage.Links(found, page, g => g.Id, http),
        });
    }

    private static async Task<Ok<SecurityGroupResponse>> ShowAsync(string group_id, HttpContext http, SecurityGroupService groups, CancellationToken ct) =>
        TypedResults.Ok(new SecurityGroupResponse { SecurityGroup = NeutronMap.ToBody(await groups.FindAsync(http.Caller(), group_id, ct)) });

    private static async Task<Ok<SecurityGroupResponse>> UpdateAsync(
        string group_id, WireBody<SecurityGroupRequest> body, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.SecurityGroup, NetworkKind.SecurityGroup, "security_group");
        var group = await groups.UpdateAsync(http.Caller(), group_id, input.Name, input.Description, ct);
        return TypedResults.Ok(new SecurityGroupResponse { SecurityGroup = NeutronMap.ToBody(group) });
    }

    private static async Task<NoContent> DeleteAsync(string group_id, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        await groups.DeleteAsync(http.Caller(), group_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Created<SecurityGroupRuleResponse>> CreateRuleAsync(
        WireBody<SecurityGroupRuleRequest> body, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        var order = NeutronMap.ToOrder(NetworkQuery.Require(body.Value.SecurityGroupRule, NetworkKind.SecurityGroupRule, "security_group_rule"));
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
            Ethertype = http.Text("ethertype"),
            Protocol = http.Text("protocol"),
            RemoteGroupId = http.Text("remote_group_id"),
            RemoteIpPrefix = http.Text("remote_ip_prefix"),
            Description = http.Text("description"),
        };
        IReadOnlyList<SecurityGroupRule> found = http.AsksForOthers() ? [] : await groups.ListRulesAsync(http.Caller(), filter, page, ct);
        return TypedResults.Ok(new SecurityGroupRulesResponse
        {
            SecurityGroupRules = [.. found.Select(r => NeutronMap.ToBody(r, http.Caller().ProjectId!))],
            SecurityGroupRulesLinks = NeutronPage.Links(found, page, r => r.Id, http),
        });
    }

    private static async Task<Ok<SecurityGroupRuleResponse>> ShowRuleAsync(string rule_id, HttpContext http, SecurityGroupService groups, CancellationToken ct) =>
        TypedResults.Ok(Answer(await groups.FindRuleAsync(http.Caller(), rule_id, ct), http));

    private static async Task<NoContent> DeleteRuleAsync(string rule_id, HttpContext http, SecurityGroupService groups, CancellationToken ct)
    {
        await groups.DeleteRuleAsync(http.Caller(), rule_id, ct);
        return TypedResults.NoContent();
    }

    private static SecurityGroupRuleResponse Answer(SecurityGroupRule rule, HttpContext http) => new() { SecurityGroupRule = NeutronMap.ToBody(rule, http.Caller().ProjectId!) };
}
