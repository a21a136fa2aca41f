using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Warren.Contract.Vpc.V1;

namespace Warren.Contract.Client;

/// <summary>The registries around an instance, with a token for a project: VPCs, subnets, security groups and their rules, public addresses.</summary>
public sealed class NetworkClient(ApiConnection connection)
{
    private string Root => $"v1/{connection.ProjectId}";

    public async Task<IReadOnlyList<VpcBody>> VpcsAsync(CancellationToken ct) => (await GetAsync("vpcs", VpcV1Json.Wire.VpcsResponse, ct)).Vpcs;

    public async Task<VpcBody> CreateVpcAsync(VpcInput vpc, CancellationToken ct) =>
        (await PostAsync("vpcs", new VpcRequest { Vpc = vpc }, VpcV1Json.Wire.VpcRequest, VpcV1Json.Wire.VpcResponse, ct)).Vpc;

    public Task DeleteVpcAsync(string id, CancellationToken ct) => DeleteAsync($"vpcs/{Escape(id)}", ct);

    public async Task<IReadOnlyList<SubnetBody>> SubnetsAsync(CancellationToken ct) => (await GetAsync("subnets", VpcV1Json.Wire.SubnetsResponse, ct)).Subnets;

    public async Task<SubnetBody> CreateSubnetAsync(SubnetInput subnet, CancellationToken ct) =>
        (await PostAsync("subnets", new SubnetRequest { Subnet = subnet }, VpcV1Json.Wire.SubnetRequest, VpcV1Json.Wire.SubnetResponse, ct)).Subnet;

    public Task DeleteSubnetAsync(string vpcId, string id, CancellationToken ct) => DeleteAsync($"vpcs/{Escape(vpcId)}/subnets/{Escape(id)}", ct);

    public async Task<IReadOnlyList<SecurityGroupBody>> SecurityGroupsAsync(CancellationToken ct) =>
        (await GetAsync("security-groups", VpcV1Json.Wire.SecurityGroupsResponse, ct)).SecurityGroups;

    public async Task<SecurityGroupBody> SecurityGroupAsync(string id, CancellationToken ct) =>
        (await GetAsync($"security-groups/{Escape(id)}", VpcV1Json.Wire.SecurityGroupResponse, ct)).SecurityGroup;

    public async Task<SecurityGroupBody> CreateSecurityGroupAsync(SecurityGroupInput group, CancellationToken ct) => (await PostAsync(
        "security-groups", new SecurityGroupRequest { SecurityGroup = group }, VpcV1Json.Wire.SecurityGroupRequest, VpcV1Json.Wire.SecurityGroupResponse, ct)).SecurityGroup;

    public Task DeleteSecurityGroupAsync(string id, CancellationToken ct) => DeleteAsync($"security-groups/{Escape(id)}", ct);

    public Task CreateRuleAsync(SecurityGroupRuleInput rule, CancellationToken ct) => PostAsync(
        "security-group-rules", new SecurityGroupRuleRequest { SecurityGroupRule = rule }, VpcV1Json.Wire.SecurityGroupRuleRequest, VpcV1Json.Wire.SecurityGroupRuleResponse, ct);

    public Task DeleteRuleAsync(string id, CancellationToken ct) => DeleteAsync($"security-group-rules/{Escape(id)}", ct);

    public async Task<IReadOnlyList<PublicIpBody>> PublicIpsAsync(CancellationToken ct) => (await GetAsync("publicips", VpcV1Json.Wire.PublicIpsResponse, ct)).PublicIps;

    public async Task<PublicIpBody> CreatePublicIpAsync(CreatePublicIpRequest address, CancellationToken ct) =>
        (await PostAsync("publicips", address, VpcV1Json.Wire.CreatePublicIpRequest, VpcV1Json.Wire.PublicIpResponse, ct)).PublicIp;

    public Task DeletePublicIpAsync(string id, CancellationToken ct) => DeleteAsync($"publicips/{Escape(id)}", ct);

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken ct) => connection.SendAsync(HttpMethod.Get, $"{Root}/{path}", null, answer, ct);

    private Task DeleteAsync(string path, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"{Root}/{path}", null, ct);

    private async Task<TAnswer> PostAsync<TBody, TAnswer>(string path, TBody body, JsonTypeInfo<TBody> type, JsonTypeInfo<TAnswer> answer, CancellationToken ct)
    {
        using var content = JsonContent.Create(body, type);
        return await connection.SendAsync(HttpMethod.Post, $"{Root}/{path}", content, answer, ct);
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
