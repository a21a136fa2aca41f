using System.Diagnostics;

namespace Warren.Engine.Runtimes.Local;

/// <summary>Runs a program of the system to its end. What runs on, a node, is <see cref="NodeProcess"/>'s.</summary>
internal static class OtherProgram
{
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">All that it finds in its environment; null: what Warren has.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="ct">Ends it, at once.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment, string input, CancellationToken ct)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }
        }

        using var process = Process.Start(start)!;
        await using var ended = ct.Register(process.Kill);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        return (process.ExitCode, await output, errors);
    }
}
