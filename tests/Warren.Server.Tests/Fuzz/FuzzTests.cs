using Warren.Live.Tests.Chaos;

namespace Warren.Server.Tests.Fuzz;

/// <summary>What comes in is spoilt in every way: a short form, and the long one, which nothing runs but <c>./warren chaos input</c>.</summary>
public sealed class FuzzTests
{
    private const int ShortForm = 2_000;
    private const int LongForm = 100_000;

    [Fact]
    public Task No_request_makes_a_fault_an_unreadable_error_or_a_change_that_was_refused() => RunAsync(isShort: true, ShortForm);

    [Fact(Explicit = true)]
    public Task Input() => RunAsync(isShort: false, LongForm);

    private static Task RunAsync(bool isShort, int requests)
    {
        var run = new ChaosRun("input", isShort);
        return run.JudgeAsync(() => new InputScenario(run, requests).RunAsync());
    }
}
