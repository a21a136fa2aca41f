using System.Diagnostics;

namespace Warren.Live.Tests.Machine;

/// <summary>Runs another program to its end.</summary>
internal static class Command
{
    public static Task<CommandResult> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments));

    /// <param name="start">The program; its streams are redirected here.</param>
    /// <param name="input">What it reads from its standard input.</param>
    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, string input = "")
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>What it printed, if it ended well.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"ended with {ExitCode}\n{Output}\n{Errors}");
        return Output;
    }
}
