using System.Globalization;
using Warren.Contract.Dms.V1;
using Warren.Engine.Catalogue;

namespace Warren.Server.Dms.V1;

/// <summary>The catalogue in the shape of 6.2: by period, type and machine size.</summary>
internal static class ProductMap
{
    public static ProductsResponse ToResponse(ProductCatalogue catalogue, IReadOnlyList<string> zoneCodes) => new()
    {
        Hourly = [.. catalogue.EngineVersions.Select(version => Family(catalogue, version, f => f.HourlyId, zoneCodes))],
        Monthly = [.. catalogue.EngineVersions.Select(version => Family(catalogue, version, f => f.MonthlyId, zoneCodes))],
    };

    private static ProductFamily Family(ProductCatalogue catalogue, string version, Func<Flavour, string> id, IReadOnlyList<string> zones) => new()
    {
        Name = "RabbitMQ",
        Version = version,
        Values =
        [
            Type("single", [.. catalogue.Flavours.Where(f => f.Type == "single").Select(f => Single(f, catalogue, id, zones))], zones),
            Type("cluster", [.. catalogue.Flavours.Where(f => f.Type == "cluster").GroupBy(f => f.VmSpecification).Select(g => Cluster(g, catalogue, id, zones))], zones),
        ],
    };

    private static ProductType Type(string name, IReadOnlyList<ProductDetail> detail, IReadOnlyList<string> zones) =>
        new() { Name = name, Detail = detail, AvailableZones = zones, UnavailableZones = [] };

    private static ProductDetail Single(Flavour flavour, ProductCatalogue catalogue, Func<Flavour, string> id, IReadOnlyList<string> zones) => new()
    {
        Storage = Number(flavour.StorageGb),
        Io = Io(catalogue, zones),
        VmSpecification = flavour.VmSpecification,
        ProductId = id(flavour),
        SpecCode = flavour.SpecCode,
        AvailableZones = zones,
        UnavailableZones = [],
    };

    private static ProductDetail Cluster(IGrouping<string, Flavour> size, ProductCatalogue catalogue, Func<Flavour, string> id, IReadOnlyList<string> zones) => new()
    {
        VmSpecification = size.Key,
        ProductInfo =
        [
            .. size.Select(f => new ProductInfo
            {
                Storage = Number(f.StorageGb),
                Io = Io(catalogue, zones),
                NodeNum = Number(f.Nodes),
                ProductId = id(f),
                SpecCode = f.SpecCode,
                AvailableZones = zones,
                UnavailableZones = [],
            }),
        ],
        AvailableZones = zones,
        UnavailableZones = [],
    };

    private static List<ProductIo> Io(ProductCatalogue catalogue, IReadOnlyList<string> zones) =>
    [
        .. catalogue.IoClasses.Select(c => new ProductIo
        {
            IoType = c.Type,
            StorageSpecCode = c.SpecCode,
            VolumeType = c.VolumeType,
            AvailableZones = zones,
            UnavailableZones = [],
        }),
    ];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
