namespace Warren.Kubernetes.Objects;

/// <summary>Where an object is kept.</summary>
/// <param name="Type">Qualified name of its type.</param>
/// <param name="Namespace">Empty for what has none.</param>
/// <param name="Name">Its name.</param>
public readonly record struct ObjectKey(string Type, string Namespace, string Name) : IComparable<ObjectKey>
{
    public int CompareTo(ObjectKey other)
    {
        var byType = string.CompareOrdinal(Type, other.Type);
        var byNamespace = byType != 0 ? byType : string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }
}
