using Warren.Engine.Catalogue;

namespace Warren.Server.Hosting;

/// <summary>What was fixed at the first start and is read at every one.</summary>
internal sealed class InstallationFacts
{
    /// <summary>Name of the region.</summary>
    public string Region { get; private set; } = "";

    /// <summary>The zones, the default one first.</summary>
    public IReadOnlyList<Zone> Zones { get; private set; } = [];

    public void Set(string region, IReadOnlyList<Zone> zones)
    {
        Region = region;
        Zones = zones;
    }
}
