namespace Warren.Kubernetes.Objects;

/// <summary>Where an object is kept.</summary>
/// <param name="Type">Qualified name of its type.</param>
/// <param name="Namespace">Empty for what has none.</param>
/// <param name="Name">Its name.</param>
public readonly record struct ObjectKey(string Type, string Namespace, string Name)
{
    /// <summary>As lists are ordered: by type, namespace and name.</summary>
    public static IComparer<ObjectKey> Order { get; } = Comparer<ObjectKey>.Create((one, other) =>
    {
        var byType = string.CompareOrdinal(one.Type, other.Type);
        var byNamespace = byType != 0 ? byType : string.CompareOrdinal(one.Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(one.Name, other.Name);
    });
}
