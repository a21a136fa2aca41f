using Warren.Engine.Instances;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1.List;

/// <summary>The status filter takes the names of table 8-3 and of both versions, in any case, with or without blanks and underscores (decision 0.1).</summary>
public sealed class StatusSpellingTests(WarrenHost host) : IClassFixture<WarrenHost>, IAsyncLifetime
{
    private static readonly Dictionary<string, string[]> Spellings = new(StringComparer.Ordinal)
    {
        ["CREATING"] = ["Creating"],
        ["RUNNING"] = ["Running"],
        ["FAULTY"] = ["Faulty", "ERROR", "Error"],
        ["RESTARTING"] = ["Restarting"],
        ["RESIZING"] = ["Resizing", "EXTENDING", "Extending"],
        ["RESIZING FAILED"] = ["Resizing failed", "RESIZING_FAILED", "ResizingFailed", "EXTENDEDFAILED", "EXTENDED FAILED"],
        ["CREATEFAILED"] = ["CreateFailed", "CREATE_FAILED", "Create failed"],
        ["DELETING"] = ["Deleting"],
    };

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var (status, others) in Spellings)
        {
            foreach (var spelling in others.Prepend(status).SelectMany(s => (string[])[s, s.ToLowerInvariant(), s.ToUpperInvariant(), $" {s}_"]).Distinct())
            {
                rows.Add(spelling, status);
            }
        }

        return rows;
    }

    public async ValueTask InitializeAsync() => await Population.ReplaceAsync(host,
    [
        Resident.Running("creating") with { HasServed = false, Health = InstanceHealth.Pending },
        Resident.Running("running"),
        Resident.Running("faulty") with { Health = InstanceHealth.Faulty },
        Resident.Running("restarting") with { Changing = ChangeKind.Restart },
        Resident.Running("resizing") with { Changing = ChangeKind.Resize },
        Resident.Running("resizing-failed") with { Changing = ChangeKind.Resize, Health = InstanceHealth.ChangeFailed },
        Resident.Running("failed") with { HasServed = false, Health = InstanceHealth.CreateFailed },
        Resident.Running("deleting") with { Deleting = true },
    ]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_spelling_finds_what_shows_its_status(string spelling, string status)
    {
        var answer = await host.GetAsync($"{host.Instances}?includeFailure=true&status={Uri.EscapeDataString(spelling)}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(status, Assert.Single(answer.Json.GetProperty("instances").EnumerateArray()).GetProperty("status").GetString());
    }
}
