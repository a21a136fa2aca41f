using System.Text.Json;
using System.Text.RegularExpressions;

namespace Warren.WebConsole.Pages.Administration;

/// <summary>What is wrong with a policy while it is being typed. The API has the last word; this names the usual slips at once.</summary>
internal static partial class PolicyCheck
{
    /// <summary>The first fault, or null.</summary>
    public static PolicyFault? Fault(string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            return new PolicyFault("NotJson", $"{e.LineNumber + 1}:{e.BytePositionInLine + 1}");
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("Version", out var version) || version.ValueKind != JsonValueKind.String || version.GetString() != "1.1")
            {
                return new PolicyFault("NoVersion", "Version");
            }

            if (!root.TryGetProperty("Statement", out var statements) || statements.ValueKind != JsonValueKind.Array || statements.GetArrayLength() == 0)
            {
                return new PolicyFault("NoStatement", "Statement");
            }

            return statements.EnumerateArray().Select(Of).FirstOrDefault(f => f is not null);
        }
    }

    private static PolicyFault? Of(JsonElement statement, int index)
    {
        var where = $"Statement[{index}]";
        if (statement.ValueKind != JsonValueKind.Object || !statement.TryGetProperty("Effect", out var effect) || effect.ValueKind != JsonValueKind.String || effect.GetString() is not ("Allow" or "Deny"))
        {
            return new PolicyFault("NoEffect", where + ".Effect");
        }

        if (!statement.TryGetProperty("Action", out var actions) || actions.ValueKind != JsonValueKind.Array || actions.GetArrayLength() == 0)
        {
            return new PolicyFault("NoAction", where + ".Action");
        }

        var strange = actions.EnumerateArray().Select(a => a.ToString()).FirstOrDefault(a => !ActionPattern().IsMatch(a));
        return strange is null ? null : new PolicyFault("StrangeAction", $"{where}.Action: {strange}");
    }

    /// <summary>service:type:operation, with * anywhere, as chapter 7 writes actions.</summary>
    [GeneratedRegex(@"^[A-Za-z*]+:[A-Za-z*]+:[A-Za-z*]+$")]
    private static partial Regex ActionPattern();
}

/// <param name="Rule">Key of the text that explains it, below "Policies.".</param>
/// <param name="Where">Line and column, or the member.</param>
internal sealed record PolicyFault(string Rule, string Where);
