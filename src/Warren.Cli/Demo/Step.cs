using System.Diagnostics;

namespace Warren.Cli.Demo;

/// <summary>Prints a step, what it is doing, and how long it took.</summary>
internal static class Step
{
    private const int NameWidth = 64;

    public static Task RunAsync(string name, Func<Task> work) => RunAsync(name, async _ =>
    {
        await work();
        return true;
    });

    public static Task<T> RunAsync<T>(string name, Func<Task<T>> work) => RunAsync(name, _ => work());

    public static async Task<T> RunAsync<T>(string name, Func<IProgress<string>, Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        Console.Write(name.PadRight(NameWidth));
        var result = await work(new ProgressLine(name, started));
        Console.WriteLine($"{(Console.IsOutputRedirected ? "" : "\r" + name.PadRight(NameWidth))}{Seconds(started)} done");
        return result;
    }

    private static string Seconds(long started) => $"{Stopwatch.GetElapsedTime(started).TotalSeconds,7:0.000} s ";

    /// <summary>Rewrites the line in place; silent when nobody watches.</summary>
    private sealed class ProgressLine(string name, long started) : IProgress<string>
    {
        public void Report(string value)
        {
            if (!Console.IsOutputRedirected)
            {
                Console.Write($"\r{name.PadRight(NameWidth)}{Seconds(started)} {value}");
            }
        }
    }
}
