using System.Runtime.CompilerServices;
using Warren.Contract.Cts;

namespace Warren.Contract.Client;

/// <summary>Reads the audit of the token's project, page after page.</summary>
public sealed class AuditClient(ApiConnection connection)
{
    private const int Page = 200;

    /// <summary>Newest first, until there is no more.</summary>
    /// <param name="filter">Query parameters of GET /v3/{project_id}/traces; limit and next are set here.</param>
    /// <param name="ct">Ends the wait.</param>
    public async IAsyncEnumerable<Trace> ListAsync(IReadOnlyDictionary<string, string> filter, [EnumeratorCancellation] CancellationToken ct)
    {
        string? marker = "";
        while (marker is not null)
        {
            var page = await PageAsync(filter, marker, Page, ct);
            foreach (var trace in page.Traces)
            {
                yield return trace;
            }

            marker = page.MetaData.Marker;
        }
    }

    /// <summary>One page, newest first; its marker asks for the next.</summary>
    public Task<TracesResponse> PageAsync(IReadOnlyDictionary<string, string> filter, string marker, int limit, CancellationToken ct)
    {
        var query = string.Concat(filter.Select(f => $"&{f.Key}={Uri.EscapeDataString(f.Value)}"));
        return connection.SendAsync(HttpMethod.Get, $"v3/{connection.ProjectId}/traces?limit={limit}&next={marker}{query}", null, CtsJson.Wire.TracesResponse, ct);
    }
}
