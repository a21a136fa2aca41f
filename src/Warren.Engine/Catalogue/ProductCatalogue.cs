using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Engine.Catalogue;

/// <summary>What can be ordered: read once from the embedded catalogue.json.</summary>
public sealed class ProductCatalogue
{
    private static readonly ProductCatalogue Embedded = Load();

    private readonly Dictionary<string, Flavour> byHourlyId;
    private readonly Dictionary<string, Flavour> bySpecCode;

    private ProductCatalogue(CatalogueFile file)
    {
        EngineVersions = file.EngineVersions;
        NewerEngineVersions = file.NewerEngineVersions;
        IoClasses = file.IoClasses;
        Windows = file.Windows;
        Flavours = file.Flavours;
        byHourlyId = Flavours.ToDictionary(f => f.HourlyId, StringComparer.Ordinal);
        bySpecCode = Flavours.ToDictionary(f => f.SpecCode, StringComparer.Ordinal);
    }

    /// <summary>The catalogue of the reference.</summary>
    public static ProductCatalogue Default => Embedded;

    /// <summary>Versions that the API names; the first is the default.</summary>
    public IReadOnlyList<string> EngineVersions { get; }

    /// <summary>Versions that newer clients' configurations name; ordered on /v2 they are taken, as the others are, whatever release runs (decision 0.4).</summary>
    public IReadOnlyList<string> NewerEngineVersions { get; }

    public IReadOnlyList<IoClass> IoClasses { get; }

    public IReadOnlyList<MaintenanceWindow> Windows { get; }

    /// <summary>In the order of the reference.</summary>
    public IReadOnlyList<Flavour> Flavours { get; }

    public Flavour? ByHourlyId(string productId) => byHourlyId.GetValueOrDefault(productId);

    /// <summary>A product by either kind of id.</summary>
    /// <param name="productId">One of <see cref="Flavour.HourlyId"/>, which has its number of nodes, or of <see cref="Flavour.FamilyIds"/>, which have not.</param>
    /// <param name="nodes">How many nodes, where the id leaves it open; null: the only number there is.</param>
    public Flavour? Find(string productId, int? nodes)
    {
        if (ByHourlyId(productId) is { } flavour)
        {
            return flavour;
        }

        var family = Flavours.Where(f => f.FamilyIds.Contains(productId, StringComparer.Ordinal)).ToList();
        return family is [var only] && nodes is null ? only : family.Find(f => f.Nodes == nodes);
    }

    public Flavour? BySpecCode(string specCode) => bySpecCode.GetValueOrDefault(specCode);

    private static ProductCatalogue Load()
    {
        using var stream = typeof(ProductCatalogue).Assembly.GetManifestResourceStream("Warren.Engine.Catalogue.catalogue.json")!;
        return new ProductCatalogue(JsonSerializer.Deserialize(stream, CatalogueJson.Default.CatalogueFile)!);
    }
}

internal sealed record CatalogueFile
{
    public required IReadOnlyList<string> EngineVersions { get; init; }

    public required IReadOnlyList<string> NewerEngineVersions { get; init; }

    public required IReadOnlyList<IoClass> IoClasses { get; init; }

    public required IReadOnlyList<MaintenanceWindow> Windows { get; init; }

    public required IReadOnlyList<Flavour> Flavours { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CatalogueFile))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
