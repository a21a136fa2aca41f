namespace Warren.Live.Tests.Running;

/// <summary>A test that owns Warrens, or shares one with its class. When it fails it shows what they and their brokers wrote.</summary>
public abstract class LiveTest(WarrenProcess? shared = null) : IAsyncDisposable
{
    private const int LinesShown = 60;

    private readonly List<WarrenProcess> own = [];

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (var warren in shared is null ? own : [shared, .. own])
            {
                Show(warren);
            }
        }

        foreach (var warren in own)
        {
            await warren.DisposeAsync();
        }
    }

    /// <summary>A Warren of this test alone, not started yet.</summary>
    private protected WarrenProcess NewWarren(params (string Name, string Value)[] environment)
    {
        var warren = new WarrenProcess();
        foreach (var (name, value) in environment)
        {
            warren.Environment[name] = value;
        }

        own.Add(warren);
        return warren;
    }

    private static void Show(WarrenProcess warren)
    {
        var show = TestContext.Current.TestOutputHelper!;
        show.WriteLine($"==== Warren of {warren.Data}\n{warren.Output}");
        var brokers = Path.Combine(warren.Data, "brokers");
        if (!Directory.Exists(brokers))
        {
            return;
        }

        foreach (var log in Directory.EnumerateFiles(brokers, "*.log", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            show.WriteLine($"==== {log}\n{string.Join('\n', File.ReadLines(log).TakeLast(LinesShown))}");
        }
    }
}
