using Warren.Engine.Errors;
using Warren.Engine.Instances;

namespace Warren.Server.Dms.V1;

/// <summary>Statuses as /v1.0 and /v2 write them, and every spelling that the list filter accepts (decision 0.1).</summary>
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

    /// <summary>Where /v2 spells it another way.</summary>
    private static readonly Dictionary<InstanceStatus, string> V2Names = new()
    {
        [InstanceStatus.Faulty] = "ERROR",
        [InstanceStatus.Resizing] = "EXTENDING",
        [InstanceStatus.ResizingFailed] = "EXTENDEDFAILED",
    };

    private static readonly Dictionary<string, InstanceStatus> Spellings =
        Names.Concat(V2Names).ToDictionary(n => Fold(n.Value), n => n.Key, StringComparer.Ordinal);

    public static string Of(InstanceStatus status) => Names[status];

    /// <summary>As /v2 writes it.</summary>
    public static string OfV2(InstanceStatus status) => V2Names.GetValueOrDefault(status) ?? Names[status];

    /// <summary>Case, blanks and underscores do not matter.</summary>
    /// <exception cref="WarrenException">FilterInvalid.</exception>
    public static InstanceStatus Parse(string text) =>
        Spellings.TryGetValue(Fold(text), out var status)
            ? status
            : throw new WarrenException(DmsErrors.FilterInvalid, "status", string.Join(", ", Names.Values));

    private static string Fold(string text) =>
        text.Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
