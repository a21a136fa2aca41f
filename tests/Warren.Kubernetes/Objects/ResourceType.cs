using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Objects;

/// <summary>One kind of object that the API serves.</summary>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind, bool Namespaced)
{
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Whether status is written through a path of its own, and only there.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether a change of the spec counts metadata.generation up.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>Whether it comes from a definition: merge patches only, values checked against the schema, 422 where built-in kinds say 400.</summary>
    public bool IsCustom { get; init; }

    public required Schema Schema { get; init; }

    /// <summary>As in the field apiVersion: v1, apps/v1.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As messages name it: secrets, rabbitmqclusters.rabbitmq.com.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>As messages about an invalid object name it: Secret, RabbitmqCluster.rabbitmq.com.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public override string ToString() => QualifiedName;
}
