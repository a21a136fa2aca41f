using System.Net.Http.Json;
using Warren.Contract.Dms.V2;

namespace Warren.Contract.Client;

/// <summary>What operators do about brokers that the store does not know.</summary>
public sealed class OrphanClient(ApiConnection connection)
{
    private string Path => $"v2/{connection.ProjectId}/orphans";

    public async Task<IReadOnlyList<OrphanBody>> ListAsync(CancellationToken ct) =>
        (await connection.SendAsync(HttpMethod.Get, Path, null, DmsV2Json.Wire.OrphansResponse, ct)).Orphans;

    public async Task<AdoptOrphanResponse> AdoptAsync(string id, AdoptOrphanRequest request, CancellationToken ct)
    {
        using var content = JsonContent.Create(request, DmsV2Json.Wire.AdoptOrphanRequest);
        return await connection.SendAsync(HttpMethod.Post, $"{Path}/{Uri.EscapeDataString(id)}/adopt", content, DmsV2Json.Wire.AdoptOrphanResponse, ct);
    }

    /// <summary>Orders the removal, with all data; it is carried out in the background.</summary>
    public Task RemoveAsync(string id, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"{Path}/{Uri.EscapeDataString(id)}", null, ct);
}
