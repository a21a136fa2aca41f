using System.Globalization;
using Warren.Contract.Dms.V1;

namespace Warren.WebConsole.Pages.Order;

/// <summary>One line of the catalogue, made even: single products and cluster products have different shapes on the wire (tables 6-7 and 6-8).</summary>
public sealed record CatalogueProduct
{
    public required string Id { get; init; }

    public required string SpecCode { get; init; }

    /// <summary>"single" or "cluster".</summary>
    public required string Type { get; init; }

    /// <summary>CPU and memory of a node.</summary>
    public required string Machine { get; init; }

    public required int Nodes { get; init; }

    public required string Version { get; init; }

    public required IReadOnlyList<ProductIo> StorageClasses { get; init; }

    /// <summary>The products that may be ordered (decision 0.5: those listed under Hourly).</summary>
    public static IReadOnlyList<CatalogueProduct> From(ProductsResponse products) =>
    [
        .. products.Hourly.SelectMany(family => family.Values.SelectMany(type => type.Detail.SelectMany(detail => Of(family, type, detail)))),
    ];

    private static IEnumerable<CatalogueProduct> Of(ProductFamily family, ProductType type, ProductDetail detail)
    {
        if (detail is { ProductId: { } id, SpecCode: { } code })
        {
            yield return new CatalogueProduct { Id = id, SpecCode = code, Type = type.Name, Machine = detail.VmSpecification, Nodes = 1, Version = family.Version, StorageClasses = detail.Io ?? [] };
        }

        foreach (var info in detail.ProductInfo ?? [])
        {
            yield return new CatalogueProduct
            {
                Id = info.ProductId,
                SpecCode = info.SpecCode,
                Type = type.Name,
                Machine = detail.VmSpecification,
                Nodes = int.Parse(info.NodeNum, CultureInfo.InvariantCulture),
                Version = family.Version,
                StorageClasses = info.Io,
            };
        }
    }
}
