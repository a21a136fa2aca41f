using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Engine.Runtimes.Local.FastStart;

/// <summary>
/// What RabbitMQ's start script becomes in the end, with a hole where a node's own arguments stand. It is taken from the installed script itself, so that a
/// node that starts without the script has every flag that its release gives it.
/// </summary>
internal sealed record LaunchTemplate
{
    /// <summary>Stands for a node's own arguments when the script is asked.</summary>
    public const string Hole = "-warren-arguments-of-the-node";

    /// <summary>The boot script that the start script names; it loads nothing of RabbitMQ.</summary>
    public const string UsualBoot = "start_sasl";

    /// <summary>Erlang's own launcher, erlexec.</summary>
    public required string Program { get; init; }

    /// <summary>Arguments before the node's own.</summary>
    public required IReadOnlyList<string> Before { get; init; }

    /// <summary>Arguments after the node's own.</summary>
    public required IReadOnlyList<string> After { get; init; }

    /// <summary>The boot script, without its extension.</summary>
    public required string Boot { get; init; }

    /// <summary>What the environment has beside a node's own variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <param name="arguments">What the script gave to erl.</param>
    /// <param name="environment">The environment it gave it to.</param>
    /// <param name="erlangRoot">Root of the Erlang installation.</param>
    /// <param name="runtimeVersion">Version of its runtime system, for example 13.1.5.</param>
    /// <param name="folder">The prepared folder, at the place where it will stay.</param>
    /// <param name="rabbitmqHome">Folder of the installed RabbitMQ.</param>
    /// <exception cref="FastStartException">The script does something that is not expected.</exception>
    public static LaunchTemplate From(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string erlangRoot, string runtimeVersion, string folder, string rabbitmqHome)
    {
        var all = arguments.ToList();
        var boot = all.IndexOf("-boot");
        if (boot < 0 || all.Count(a => a == "-boot") != 1 || all[boot + 1] != UsualBoot || all.Count(a => a == Hole) != 1)
        {
            throw new FastStartException("the start script gives Erlang other arguments than expected");
        }

        all.RemoveRange(boot, 2);
        var hole = all.IndexOf(Hole);
        var bin = Path.Combine(erlangRoot, $"erts-{runtimeVersion}", "bin");
        return new LaunchTemplate
        {
            Program = Path.Combine(bin, "erlexec"),
            Before = all[..hole],
            After = all[(hole + 1)..],
            Boot = PreparedRelease.BootIn(folder),
            Environment = new Dictionary<string, string>(environment, StringComparer.Ordinal)
            {
                // What the script erl does before it becomes erlexec.
                ["ROOTDIR"] = erlangRoot,
                ["BINDIR"] = bin,
                ["EMU"] = "beam",
                ["PROGNAME"] = "erl",

                // Where applications are found: the prepared ones come before Erlang's own.
                ["ERL_LIBS"] = $"{Path.Combine(folder, "plugins")}:{Path.Combine(folder, "otp")}",
                ["RABBITMQ_PLUGINS_DIR"] = Path.Combine(folder, "plugins"),
                ["RABBITMQ_HOME"] = rabbitmqHome,
            },
        };
    }

    /// <summary>The command of a node.</summary>
    /// <param name="first">Arguments that Erlang is to see before all others.</param>
    /// <param name="own">The node's own.</param>
    public IReadOnlyList<string> Command(IEnumerable<string> first, IEnumerable<string> own) => [Program, .. first, .. Before, .. own, .. After, "-boot", Boot];

    public static LaunchTemplate Parse(string json) => JsonSerializer.Deserialize(json, LaunchTemplateJson.Default.LaunchTemplate)!;

    public string ToJson() => JsonSerializer.Serialize(this, LaunchTemplateJson.Default.LaunchTemplate);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LaunchTemplate))]
internal sealed partial class LaunchTemplateJson : JsonSerializerContext;
