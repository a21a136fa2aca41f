using Microsoft.EntityFrameworkCore;
using Warren.Engine.Store;

namespace Warren.Engine.Catalogue;

/// <summary>The zones, read once: the first start of an installation makes them, and nothing changes them.</summary>
public sealed class KnownZones
{
    private IReadOnlyDictionary<string, Zone> zones = new Dictionary<string, Zone>(StringComparer.Ordinal);

    /// <summary>By id.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Zone>> ByIdAsync(StoreContext store, CancellationToken ct)
    {
        if (zones.Count == 0)
        {
            zones = await store.Zones.AsNoTracking().ToDictionaryAsync(z => z.Id, StringComparer.Ordinal, ct);
        }

        return zones;
    }
}
