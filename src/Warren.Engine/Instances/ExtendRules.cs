using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Instances;

/// <summary>What an extension may ask for (as real clients need it): more storage, another size, or more nodes; never less.</summary>
internal static class ExtendRules
{
    public const int MostStorageExtensions = 20;

    /// <returns>The flavour and the storage that the instance shall have.</returns>
    /// <exception cref="WarrenException">SpecCodeInvalid, StorageInvalid, TooManyExtends or ParameterInvalid.</exception>
    public static (Flavour Flavour, int StorageGb) Target(Instance instance, ExtendOrder order, ProductCatalogue catalogue, RuntimeCapabilities runtime)
    {
        var current = catalogue.BySpecCode(instance.SpecCode)!;
        var flavour = order.Type switch
        {
            null => TargetFlavour(current, order, catalogue),
            "storage" => current,
            "horizontal" => OfNodes(current, order.NodeCount, catalogue),
            "vertical" => TargetFlavour(current, order with { NodeCount = null }, catalogue),
            _ => throw new WarrenException(DmsErrors.ParameterInvalid, "oper_type", "storage, horizontal or vertical"),
        };
        if (flavour.Type != current.Type || flavour.Nodes < current.Nodes)
        {
            throw new WarrenException(DmsErrors.SpecCodeInvalid, $"a {current.Type} specification with at least {current.Nodes} nodes");
        }

        if (flavour.Nodes > runtime.MaxNodes)
        {
            throw new WarrenException(DmsErrors.SpecCodeInvalid, $"a specification with at most {runtime.MaxNodes} nodes, which is what this installation's runtime runs");
        }

        return (flavour, TargetStorage(instance, order, flavour, changesFlavour: flavour != current));
    }

    private static Flavour TargetFlavour(Flavour current, ExtendOrder order, ProductCatalogue catalogue)
    {
        if (order.NodeCount is not null)
        {
            return OfNodes(current, order.NodeCount, catalogue);
        }

        if (order.ProductId is { Length: > 0 } productId)
        {
            return catalogue.Find(productId, current.Nodes)
                ?? throw new WarrenException(DmsErrors.SpecCodeInvalid, "a product_id listed under Hourly by GET /v1.0/products, or by GET /v2/rabbitmq/products, as new_product_id");
        }

        if (order.SpecCode is { Length: > 0 } specCode)
        {
            return catalogue.BySpecCode(specCode) ?? throw new WarrenException(DmsErrors.SpecCodeInvalid, "a spec_code listed by GET /v1.0/products, as new_spec_code");
        }

        return order.Type is null ? current : throw new WarrenException(DmsErrors.SpecCodeInvalid, "new_product_id or new_spec_code");
    }

    private static Flavour OfNodes(Flavour current, int? nodes, ProductCatalogue catalogue) =>
        catalogue.Flavours.SingleOrDefault(f => f.Type == current.Type && f.VmSpecification == current.VmSpecification && f.Nodes == nodes && f.Nodes > current.Nodes)
            ?? throw new WarrenException(
                DmsErrors.SpecCodeInvalid,
                "new_broker_num " + string.Join(" or ", catalogue.Flavours.Where(f => f.VmSpecification == current.VmSpecification && f.Type == current.Type && f.Nodes > current.Nodes).Select(f => f.Nodes)));

    private static int TargetStorage(Instance instance, ExtendOrder order, Flavour flavour, bool changesFlavour)
    {
        // More nodes without a word about storage: each new node brings what the others have. What is there never shrinks, also where it does not divide evenly.
        var smallest = Math.Max(instance.StorageGb, instance.StorageGb / instance.NodeCount * flavour.Nodes);
        var largest = InstanceRules.LargestStorageGb;
        var wanted = order.StorageGb ?? (changesFlavour ? smallest : 0);
        var grows = wanted > instance.StorageGb;
        if (wanted < smallest || wanted > largest || (!grows && !changesFlavour))
        {
            throw new WarrenException(DmsErrors.StorageInvalid, changesFlavour ? smallest : instance.StorageGb + 1, largest);
        }

        return grows && instance.ExtendTimes >= MostStorageExtensions ? throw new WarrenException(DmsErrors.TooManyExtends) : wanted;
    }
}
