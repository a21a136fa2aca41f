using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Warren.Live.Tests.Running;

/// <summary>
/// The password of the user that Warren logs in with, of which only RabbitMQ's hash is known: base64 of a salt of 4 bytes and the SHA-256 of salt and
/// password. It has 32 letters and digits, so a text that holds it can be found out all the same.
/// </summary>
internal sealed partial class AgentPassword
{
    private const int Length = 32;
    private const int SaltLength = 4;

    private readonly byte[] stored;

    private AgentPassword(string hash) => stored = Convert.FromBase64String(hash);

    /// <summary>The hash in the definitions that a node imports at its first boot.</summary>
    public static AgentPassword HashIn(BrokerNode node)
    {
        using var definitions = JsonDocument.Parse(File.ReadAllText(Path.Combine(node.Folder, "etc", "definitions.json")));
        var agent = definitions.RootElement.GetProperty("users").EnumerateArray().Single(u => u.GetProperty("name").GetString() == "warren.agent");
        return new AgentPassword(agent.GetProperty("password_hash").GetString()!);
    }

    public bool IsIn(string text) => LettersAndDigits().Matches(text).Any(run => IsInRun(Encoding.ASCII.GetBytes(run.Value)));

    private bool IsInRun(byte[] run)
    {
        var salted = new byte[SaltLength + Length];
        stored.AsSpan(0, SaltLength).CopyTo(salted);
        for (var start = 0; start + Length <= run.Length; start++)
        {
            run.AsSpan(start, Length).CopyTo(salted.AsSpan(SaltLength));
            if (SHA256.HashData(salted).AsSpan().SequenceEqual(stored.AsSpan(SaltLength)))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("[A-Za-z0-9]{32,}")]
    private static partial Regex LettersAndDigits();
}
