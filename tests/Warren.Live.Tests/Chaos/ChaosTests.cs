using Warren.Live.Tests.Running;

namespace Warren.Live.Tests.Chaos;

/// <summary>A short form of each scenario, a round or less, over one Warren and one cluster where brokers are real. The long forms are <see cref="ChaosRuns"/>.</summary>
public sealed class ChaosTests : LiveTest, IClassFixture<WarrenProcess>
{
    private readonly WarrenProcess warren;

    public ChaosTests(WarrenProcess warren)
        : base(warren)
    {
        this.warren = warren;
        warren.Environment["WARREN_Reconcile__ResyncInterval"] = "00:00:01";
        KillPointScenario.Prepare(warren);
    }

    [Fact]
    public async Task Nothing_confirmed_is_lost_by_any_kind_of_queue_while_a_node_is_killed_and_cut_off_Warren_killed_and_the_password_changed()
    {
        await StartedAsync();
        var run = new ChaosRun("ledger", isShort: true);
        var trio = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.Cluster("trio", 3)));
        await using var links = new NodeLinks();
        await run.JudgeAsync(() => new LedgerScenario(run, warren, links, trio).RunAsync());
        await warren.Api.DeleteAsync(trio.InstanceId);
    }

    [Fact]
    public async Task A_restart_and_public_access_come_to_their_end_with_nothing_left_over_when_Warren_is_killed_in_them()
    {
        await StartedAsync();
        var run = new ChaosRun("kills", isShort: true);
        var lane = new KillPointScenario(run, warren, lane: 1);
        await run.JudgeAsync(async () =>
        {
            await lane.RunAsync(() => false);
            Assert.Equal(0, lane.NotReached);
            ChaosRuns.KillVerdict(run, [lane], wanted: 3);
        });
    }

    [Fact]
    public async Task All_that_clients_ordered_is_so_in_the_end_while_copies_of_Warren_and_PostgreSQL_are_killed_paused_and_cut()
    {
        var run = new ChaosRun("lifecycle", isShort: true);
        await run.JudgeAsync(() => ChaosRuns.WalkAsync(run, () => NewWarren(), brokers: false, copies: 2, clients: 4));
    }

    [Fact]
    public async Task Memory_handles_files_and_rows_do_not_grow_with_instances_that_come_and_go()
    {
        var run = new ChaosRun("soak", isShort: true);
        var fake = NewWarren();
        await fake.StartAsync(null, "--fake-brokers");
        await run.JudgeAsync(() => new SoakScenario(run, fake, "fake", total: 60, atOnce: 10).RunAsync());
    }

    private async Task StartedAsync()
    {
        if (!warren.Runs)
        {
            await warren.StartAsync();
        }
    }
}
