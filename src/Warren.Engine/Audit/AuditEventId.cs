namespace Warren.Engine.Audit;

/// <summary>Ids of audit events: version 7 UUIDs without hyphens, whose text sorts by time.</summary>
internal static class AuditEventId
{
    public static string New(DateTimeOffset time) => Guid.CreateVersion7(time).ToString("N");

    /// <summary>Less than every id of this time or later, more than every earlier one.</summary>
    public static string Before(DateTimeOffset time) => Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("x12", System.Globalization.CultureInfo.InvariantCulture);
}
