using Warren.Contract.Client;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Engine.Metrics;

namespace Warren.Server.Ces;

/// <summary>How a call names a metric; the same rules for a query and for a body, each with its own names of the fields.</summary>
/// <param name="Code">Of a refusal.</param>
/// <param name="NamespaceField">Where the namespace stands.</param>
/// <param name="NameField">Where the metric's name stands.</param>
/// <param name="DimensionFields">Where the two dimensions stand.</param>
internal sealed record MetricNaming(ErrorCode Code, string NamespaceField, string NameField, (string First, string Second) DimensionFields)
{
    /// <summary>The namespace of this service's metrics.</summary>
    public const string Namespace = MetricClient.Namespace;

    public const string InstanceDimension = MetricClient.InstanceDimension;
    public const string NodeDimension = MetricClient.NodeDimension;

    public static MetricNaming Query { get; } = new(DmsErrors.FilterInvalid, "namespace", "metric_name", ("dim.0", "dim.1"));

    public static MetricNaming Body(int index) =>
        new(DmsErrors.ParameterInvalid, $"metrics[{index}].namespace", $"metrics[{index}].metric_name", ($"metrics[{index}].dimensions[0]", $"metrics[{index}].dimensions[1]"));

    /// <exception cref="WarrenException">It is another one, or none.</exception>
    public void CheckNamespace(string? text)
    {
        if (text != Namespace)
        {
            throw Invalid(NamespaceField, Namespace);
        }
    }

    /// <exception cref="WarrenException">There is none of this name.</exception>
    public Metric Metric(string? name) => Engine.Metrics.Metric.Find(name) ?? throw Invalid(NameField, string.Join(", ", Engine.Metrics.Metric.All.Select(m => m.Name)));

    /// <summary>The id of the instance that the first dimension names.</summary>
    /// <exception cref="WarrenException">It is another dimension, or none.</exception>
    public string InstanceId((string Name, string Value)? dimension) =>
        dimension is (InstanceDimension, { Length: > 0 } id) ? id : throw Invalid(DimensionFields.First, $"{InstanceDimension} with the id of an instance");

    /// <summary>The node that the second dimension names.</summary>
    /// <exception cref="WarrenException">The metric is of nodes and none is named, or the reverse, or there is no such node.</exception>
    public int Node(Metric metric, Instance instance, (string Name, string Value)? dimension)
    {
        if (!metric.PerNode)
        {
            return dimension is null ? MetricSample.WholeInstance : throw Invalid(DimensionFields.Second, $"nothing, since {metric.Name} is of the whole instance");
        }

        var nodes = MetricService.NodeNames(instance.Addresses);
        var node = dimension is (NodeDimension, var name) ? nodes.ToList().IndexOf(name) : -1;
        return node >= 0 ? node : throw Invalid(DimensionFields.Second, $"{NodeDimension} with one of {string.Join(", ", nodes)}");
    }

    public WarrenException Invalid(string field, string allowed) => new(Code, field, allowed);
}
