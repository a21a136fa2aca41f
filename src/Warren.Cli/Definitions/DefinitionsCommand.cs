using System.CommandLine;
using Warren.Cli.Session;
using Warren.Contract.Client;
using Warren.Contract.Dms.V2;

namespace Warren.Cli.Definitions;

/// <summary>definitions export, import: all that an instance's broker defines, into a file or out of one.</summary>
internal static class DefinitionsCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private static readonly Argument<string> Instance = new("instance") { Description = "The instance's id." };
    private static readonly Argument<string> File = new("file") { Description = "JSON, as export writes it and RabbitMQ itself does." };
    private static readonly Option<string?> Into = new("--file") { Description = "Where to write it; readable by its owner alone, since it holds hashes of passwords. Default: the standard output." };

    public static Command Create() => SignedIn.Plain(
        "definitions",
        "Vhosts, users, permissions, policies, queues, exchanges and bindings of an instance's broker.",
        [
            SignedIn.Verb("export", "Write them as JSON. Warren's own user is left out.", ExportAsync, Instance, Into),
            SignedIn.Verb("import", "Add them to the broker, and wait until that is done. Nothing is deleted; the instance's own user keeps its password.", ImportAsync, Instance, File),
        ]);

    private static async Task ExportAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var definitions = await new DmsClient(on.InProject).ExportDefinitionsAsync(parsed.GetValue(Instance)!, ct);
        if (parsed.GetValue(Into) is not { } path)
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(definitions, ct);
            await output.WriteAsync("\n"u8.ToArray(), ct);
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await file.WriteAsync(definitions, ct);
    }

    private static async Task ImportAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var dms = new DmsClient(on.InProject);
        var (instance, path) = (parsed.GetValue(Instance)!, parsed.GetValue(File)!);
        if (!System.IO.File.Exists(path))
        {
            throw new CliException($"There is no file {path}.");
        }

        var job = await dms.ImportDefinitionsAsync(instance, await System.IO.File.ReadAllBytesAsync(path, ct), ct);
        TaskBody task;
        while ((task = await dms.TaskAsync(instance, job, ct)).Status is "CREATED" or "EXECUTING")
        {
            await Task.Delay(BetweenLooks, ct);
        }

        Console.WriteLine(task.Status == "SUCCESS" ? "The broker has them." : throw new CliException($"The import failed: {task.ErrorMsg}"));
    }
}
