using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V3;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;
using Warren.Server.Network.VpcV1;

namespace Warren.Server.Network.VpcV3;

/// <summary>VPCs of v3 (as real clients need it): reading them, and their further ranges.</summary>
internal static class VpcsApi
{
    public static void MapVpcsV3(this IEndpointRouteBuilder app)
    {
        var vpcs = app.MapGroup("/v3/{project_id}/vpc/vpcs");
        vpcs.MapGet("", ListAsync).Requires("vpc:vpcs:list")
            .Paged("id", "name", "enterprise_project_id");
        vpcs.MapGet("/{vpc_id}", ShowAsync).Requires("vpc:vpcs:get");
        vpcs.MapPut("/{vpc_id}/add-extend-cidr", ExtendAsync).Requires("vpc:vpcs:update");
        vpcs.MapPut("/{vpc_id}/remove-extend-cidr", ShrinkAsync).Requires("vpc:vpcs:update");
    }

    private static async Task<Ok<VpcsResponse>> ListAsync(HttpContext http, VpcService vpcs, NetworkTagService tags, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.Vpc);
        var filter = new VpcFilter { Id = http.Text("id"), Name = http.Text("name"), EnterpriseProjectId = http.EnterpriseProject() };
        var found = await vpcs.ListAsync(http.Caller(), filter, page, ct);
        var tagsOf = await tags.OfAsync([.. found.Select(v => v.Id)], ct);
        return TypedResults.Ok(new VpcsResponse
        {
            Vpcs = [.. found.Select(v => ToBody(v, tagsOf[v.Id]))],
            PageInfo = V3Page.Of(found, page, v => v.Id),
            RequestId = http.TraceIdentifier,
        });
    }

    private static async Task<Ok<VpcResponse>> ShowAsync(string vpc_id, HttpContext http, VpcService vpcs, NetworkTagService tags, CancellationToken ct) =>
        await AnswerAsync(await vpcs.FindAsync(http.Caller(), vpc_id, ct), http, tags, ct);

    private static async Task<Ok<VpcResponse>> ExtendAsync(
        string vpc_id, WireBody<ExtendCidrRequest> body, HttpContext http, VpcService vpcs, NetworkTagService tags, CancellationToken ct) =>
        await AnswerAsync(await vpcs.ExtendAsync(http.Caller(), vpc_id, Cidrs(body.Value), ct), http, tags, ct);

    private static async Task<Ok<VpcResponse>> ShrinkAsync(
        string vpc_id, WireBody<ExtendCidrRequest> body, HttpContext http, VpcService vpcs, NetworkTagService tags, CancellationToken ct) =>
        await AnswerAsync(await vpcs.ShrinkAsync(http.Caller(), vpc_id, Cidrs(body.Value), ct), http, tags, ct);

    private static IReadOnlyList<string?> Cidrs(ExtendCidrRequest request) => NetworkQuery.Require(request.Vpc, NetworkKind.Vpc, "vpc").ExtendCidrs ?? [];

    private static async Task<Ok<VpcResponse>> AnswerAsync(Vpc vpc, HttpContext http, NetworkTagService tags, CancellationToken ct)
    {
        var tagsOf = await tags.OfAsync([vpc.Id], ct);
        return TypedResults.Ok(new VpcResponse { Vpc = ToBody(vpc, tagsOf[vpc.Id]), RequestId = http.TraceIdentifier });
    }

    private static VpcBody ToBody(Vpc vpc, IEnumerable<NetworkTag> tags) => new()
    {
        Id = vpc.Id,
        Name = vpc.Name,
        Description = vpc.Description,
        Cidr = vpc.Cidr,
        ExtendCidrs = vpc.ExtendRanges,
        Status = "ACTIVE",
        ProjectId = vpc.ProjectId,
        EnterpriseProjectId = vpc.EnterpriseProjectId,
        CreatedAt = WireTime.Zulu(vpc.CreatedAt),
        UpdatedAt = WireTime.Zulu(vpc.UpdatedAt ?? vpc.CreatedAt),
        Tags = [.. tags.Select(TagsApi.ToBody)],
    };
}
