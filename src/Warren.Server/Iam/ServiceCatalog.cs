using System.Security.Cryptography;
using System.Text;
using Warren.Contract.Iam;

namespace Warren.Server.Iam;

/// <summary>The catalog: which URL serves what, as each kind of client looks it up (as real clients need it).</summary>
internal static class ServiceCatalog
{
    public static IReadOnlyList<CatalogEntry> For(string publicUrl, string region, string? projectId)
    {
        List<CatalogEntry> entries =
        [
            Entry("keystone", "identity", $"{publicUrl}/v3", region),
            Entry("iam", "iam", $"{publicUrl}/v3.0", region),

            // Without a project id: openstacksdk appends it, and asks for zones and products without one.
            Entry("dms", "dms", $"{publicUrl}/dms/v1.0", region),

            // Old Go clients take this URL and replace the first "vpc" by "dms".
            Entry("neutron", "network", $"{publicUrl}/vpc/", region),
            Entry("eps", "eps", $"{publicUrl}/eps/v1.0", region),
        ];
        if (projectId is not null)
        {
            entries.Add(Entry("dmsv1", "dmsv1", $"{publicUrl}/dms/v1.0/{projectId}", region));
            entries.Add(Entry("dmsv2", "dmsv2", $"{publicUrl}/dms/v2/{projectId}", region));
            entries.Add(Entry("vpc", "vpc", $"{publicUrl}/vpc/v1/{projectId}", region));
        }

        return entries;
    }

    private static CatalogEntry Entry(string name, string type, string url, string region) => new()
    {
        Id = StableId("service/" + type),
        Name = name,
        Type = type,
        Endpoints = [new CatalogEndpoint { Id = StableId("endpoint/" + type), Interface = "public", Region = region, RegionId = region, Url = url }],
    };

    /// <summary>32 hexadecimal digits that never change for a name.</summary>
    private static string StableId(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
