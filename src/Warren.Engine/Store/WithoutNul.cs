using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Warren.Engine.Store;

/// <summary>
/// PostgreSQL keeps every character but U+0000, which JSON, and so a customer, may write. It is kept as U+FFFF and a digit: that one is no character, and where
/// it stands all the same it is kept as two too, so that everything is read as it was written, and compares equal only to itself.
/// </summary>
internal sealed class WithoutNul() : ValueConverter<string, string>(text => Write(text), text => Read(text))
{
    private const string Escape = "\uFFFF";

    internal static string Write(string text) => text.AsSpan().ContainsAny('\0', Escape[0])
        ? text.Replace(Escape, Escape + "1", StringComparison.Ordinal).Replace("\0", Escape + "0", StringComparison.Ordinal)
        : text;

    internal static string Read(string text) => text.Contains(Escape, StringComparison.Ordinal)
        ? text.Replace(Escape + "0", "\0", StringComparison.Ordinal).Replace(Escape + "1", Escape, StringComparison.Ordinal)
        : text;
}
