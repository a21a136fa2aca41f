using System.Globalization;
using Warren.Contract.Dms.V2;
using Warren.Engine.Catalogue;
using Warren.Engine.Instances;

namespace Warren.Server.Dms.V2;

/// <summary>The catalogue as newer clients read it: by machine size and type, the number of nodes being a range.</summary>
internal static class EngineProductMap
{
    public static EngineProductsResponse ToResponse(IReadOnlyList<Flavour> flavours, ProductCatalogue catalogue, string? installed, IReadOnlyList<string> zones)
    {
        var versions = InstanceRules.VersionsOf(catalogue, installed, newer: true);
        var products = flavours.GroupBy(f => f.FamilyId).Select(family => Product([.. family], catalogue, versions, zones)).ToList();
        return new EngineProductsResponse { Engine = "rabbitmq", Versions = versions, Total = products.Count, Products = products };
    }

    private static EngineProduct Product(IReadOnlyList<Flavour> family, ProductCatalogue catalogue, IReadOnlyList<string> versions, IReadOnlyList<string> zones) => new()
    {
        Type = family[0].Type,
        ProductId = family[0].FamilyId,
        EcsFlavorId = family[0].SizeCode,
        BillingCode = family[0].FamilyId,
        ArchTypes = [InstanceRules.Architecture],
        ChargingMode = ["hourly"],
        Ios = [.. catalogue.IoClasses.Select(c => new EngineProductIo { IoSpec = c.SpecCode, Type = c.Type, AvailableZones = zones, UnavailableZones = [] })],
        SupportFeatures = [],
        Properties = Limits(family, versions),
        AvailableZones = zones,
        UnavailableZones = [],
        QingtianIncompatible = false,
    };

    private static EngineProductProperties Limits(IReadOnlyList<Flavour> family, IReadOnlyList<string> versions)
    {
        var nodes = family.Select(f => f.Nodes).Order().ToList();
        return new EngineProductProperties
        {
            MinBroker = Number(nodes[0]),
            MaxBroker = Number(nodes[^1]),
            StepLength = Number(nodes.Count > 1 ? nodes[1] - nodes[0] : 0),
            MinStoragePerNode = Number(InstanceRules.SmallestStorageGbPerNode),
            MaxStoragePerNode = Number(InstanceRules.LargestStorageGb / nodes[^1]),
            MaxConnectionPerBroker = Number(family[0].MaxConnectionsPerNode),
            ProductAlias = family[0].FamilyId,
            EngineVersions = string.Join(',', versions),
        };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
