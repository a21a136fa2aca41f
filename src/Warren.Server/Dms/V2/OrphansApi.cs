using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Recovery;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>Brokers that the store does not know, for the operators of the installation (docs/operations.md).</summary>
internal static class OrphansApi
{
    private const string List = "warren:orphans:list";
    private const string Adopt = "warren:orphans:adopt";
    private const string Remove = "warren:orphans:delete";

    public static void MapOrphans(this IEndpointRouteBuilder app)
    {
        var orphans = app.MapGroup("/v2/{project_id}/orphans");
        orphans.MapGet("", ListAsync).Requires(List);
        orphans.MapPost("/{orphan_id}/adopt", AdoptAsync).Requires(Adopt);
        orphans.MapDelete("/{orphan_id}", RemoveAsync).Requires(Remove);
    }

    private static async Task<Ok<OrphansResponse>> ListAsync(HttpContext http, OrphanService orphans, CancellationToken ct) =>
        TypedResults.Ok(new OrphansResponse { Orphans = [.. (await orphans.ListAsync(http.Caller(), List, ct)).Select(ToBody)] });

    private static async Task<Ok<AdoptOrphanResponse>> AdoptAsync(
        string orphan_id, WireBody<AdoptOrphanRequest> body, HttpContext http, OrphanService orphans, CancellationToken ct)
    {
        var adoption = new Adoption
        {
            ProjectId = body.Value.ProjectId,
            Name = body.Value.Name,
            SubnetId = body.Value.SubnetId,
            SecurityGroupId = body.Value.SecurityGroupId,
        };
        var instance = await orphans.AdoptAsync(http.Caller(), Adopt, orphan_id, adoption, ct);
        return TypedResults.Ok(new AdoptOrphanResponse { InstanceId = instance.Id, ProjectId = instance.ProjectId, Name = instance.Name });
    }

    private static async Task<NoContent> RemoveAsync(string orphan_id, HttpContext http, OrphanService orphans, CancellationToken ct)
    {
        await orphans.RemoveAsync(http.Caller(), Remove, orphan_id, ct);
        return TypedResults.NoContent();
    }

    private static OrphanBody ToBody(OrphanDetails details)
    {
        var (orphan, record) = details;
        return new OrphanBody
        {
            InstanceId = orphan.Id,
            Host = orphan.Host,
            Status = orphan.RemovalRequestedAt is not null ? "REMOVING" : orphan.Kind.ToString().ToUpperInvariant(),
            Reason = orphan.Reason,
            Nodes = orphan.Nodes,
            RunningNodes = orphan.RunningNodes,
            UsedStorageSpace = orphan.StorageGb,
            FoundAt = orphan.FoundAt.ToUnixTimeMilliseconds(),
            Adoptable = record is not null,
            Name = record?.Name,
            ProjectId = record?.ProjectId,
            SubnetId = record?.SubnetId,
            SecurityGroupId = record?.SecurityGroupId,
            ResourceSpecCode = record?.SpecCode,
        };
    }
}
