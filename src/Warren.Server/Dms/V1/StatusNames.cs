using Warren.Engine.Errors;
using Warren.Engine.Instances;

namespace Warren.Server.Dms.V1;

/// <summary>Statuses as /v1.0 writes them, and every spelling that the list filter accepts (decision 0.1).</summary>
internal static class StatusNames
{
    private static readonly Dictionary<InstanceStatus, string> Names = new()
    {
        [InstanceStatus.Creating] = "CREATING",
        [InstanceStatus.Running] = "RUNNING",
        [InstanceStatus.Faulty] = "FAULTY",
        [InstanceStatus.Restarting] = "RESTARTING",
        [InstanceStatus.Resizing] = "RESIZING",
        [InstanceStatus.ResizingFailed] = "RESIZING FAILED",
        [InstanceStatus.CreateFailed] = "CREATEFAILED",
        [InstanceStatus.Deleting] = "DELETING",
    };

    /// <summary>The spellings of /v2 for the same states.</summary>
    private static readonly Dictionary<string, InstanceStatus> Aliases = new(StringComparer.Ordinal)
    {
        ["ERROR"] = InstanceStatus.Faulty,
        ["EXTENDING"] = InstanceStatus.Resizing,
        ["EXTENDEDFAILED"] = InstanceStatus.ResizingFailed,
    };

    private static readonly Dictionary<string, InstanceStatus> Spellings =
        Names.Select(n => KeyValuePair.Create(Fold(n.Value), n.Key)).Concat(Aliases).ToDictionary(StringComparer.Ordinal);

    public static string Of(InstanceStatus status) => Names[status];

    /// <summary>Case, blanks and underscores do not matter.</summary>
    /// <exception cref="WarrenException">FilterInvalid.</exception>
    public static InstanceStatus Parse(string text) =>
        Spellings.TryGetValue(Fold(text), out var status)
            ? status
            : throw new WarrenException(DmsErrors.FilterInvalid, "status", string.Join(", ", Names.Values));

    private static string Fold(string text) =>
        text.Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
