using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Network.VpcV1;

/// <summary>Tags of VPCs, subnets and security groups (as real clients need it). The paths say v2.0, the errors are those of VPC v1.</summary>
internal static class TagsApi
{
    public static void MapNetworkTags(this IEndpointRouteBuilder app)
    {
        Map(app, "vpcs", NetworkKind.Vpc, "vpc:vpcTags");
        Map(app, "subnets", NetworkKind.Subnet, "vpc:subnetTags");
        Map(app, "security-groups", NetworkKind.SecurityGroup, "vpc:securityGroupTags");
    }

    private static void Map(IEndpointRouteBuilder app, string resources, NetworkKind kind, string actions)
    {
        var tags = app.MapGroup($"/v2.0/{{project_id}}/{resources}/{{resource_id}}/tags");
        tags.MapPost("/action", (string resource_id, WireBody<TagActionRequest> body, HttpContext http, NetworkTagService service, CancellationToken ct) =>
            ActAsync(kind, resource_id, body.Value, http, service, ct)).Requires($"{actions}:create");
        tags.MapGet("", (string resource_id, HttpContext http, NetworkTagService service, CancellationToken ct) =>
            ListAsync(kind, resource_id, http, service, ct)).Requires($"{actions}:get");
    }

    private static async Task<NoContent> ActAsync(
        NetworkKind kind, string id, TagActionRequest request, HttpContext http, NetworkTagService service, CancellationToken ct)
    {
        if (request.Tags is not { Count: > 0 } tags || tags.Contains(null))
        {
            throw new NetworkException(NetworkFault.Invalid, NetworkKind.Tag, "tags must have at least one tag.");
        }

        switch (request.Action)
        {
            case "create":
                await service.AddAsync(http.Caller(), kind, id, [.. tags.Select(t => (t!.Key, t.Value))], ct);
                break;
            case "delete":
                await service.RemoveAsync(http.Caller(), kind, id, [.. tags.Select(t => t!.Key)], ct);
                break;
            default:
                throw new NetworkException(NetworkFault.Invalid, NetworkKind.Tag, "action must be create or delete.");
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<TagsResponse>> ListAsync(NetworkKind kind, string id, HttpContext http, NetworkTagService service, CancellationToken ct) =>
        TypedResults.Ok(new TagsResponse { Tags = [.. (await service.ListAsync(http.Caller(), kind, id, ct)).Select(ToBody)] });

    internal static TagBody ToBody(NetworkTag tag) => new() { Key = tag.Key, Value = tag.Value };
}
