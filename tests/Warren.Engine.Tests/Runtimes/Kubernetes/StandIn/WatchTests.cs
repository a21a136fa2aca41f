using System.Globalization;
using k8s;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class WatchTests
{
    [Fact]
    public async Task A_watch_from_version_1_is_200_and_then_says_410_Expired_in_the_stream()
    {
        await using var api = await RawApi.ServerAsync();

        using var watch = await api.WatchAsync($"{RawApi.Clusters}?watch=true&resourceVersion=1");
        var line = await RawApi.NextAsync(watch);

        Assert.Equal(("ERROR", 410L, "Expired"), (line.Text("type"), line.Number("object", "code"), line.Text("object", "reason")));
        Assert.Null(await RawApi.NextAsync(watch));
    }

    [Fact]
    public async Task A_list_of_a_version_that_is_still_to_come_is_504()
    {
        await using var api = await RawApi.ServerAsync();

        var answer = await api.GetAsync($"{RawApi.Clusters}?resourceVersion=999999");

        Assert.Equal((504, "Timeout"), (answer.Code, answer.Reason));
        Assert.StartsWith("Too large resource version: 999999", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_goes_on_where_the_list_ended_and_tells_what_comes_into_its_selection_and_leaves_it()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync(RawApi.Secrets, RawApi.Secret("s"));
        var list = await api.GetAsync(RawApi.Secrets);

        using var watch = await api.WatchAsync($"{RawApi.Secrets}?watch=true&labelSelector=a%3Db&resourceVersion={RawApi.Version(list.Body)}");
        await api.MergeAsync($"{RawApi.Secrets}/s", """{"metadata":{"labels":{"a":"b"}}}""");
        await api.MergeAsync($"{RawApi.Secrets}/s", """{"metadata":{"labels":{"a":"b","c":"d"}}}""");
        await api.MergeAsync($"{RawApi.Secrets}/s", """{"metadata":{"labels":{"a":null}}}""");

        Assert.Equal(["ADDED", "MODIFIED", "DELETED"], [(await RawApi.NextAsync(watch)).Text("type"), (await RawApi.NextAsync(watch)).Text("type"), (await RawApi.NextAsync(watch)).Text("type")]);
    }

    [Fact]
    public async Task Bookmarks_tell_how_far_a_watch_has_come()
    {
        await using var api = await RawApi.ServerAsync(new ApiServerOptions { BookmarkEvery = TimeSpan.FromMilliseconds(20) });
        var list = await api.GetAsync(RawApi.Clusters);

        using var watch = await api.WatchAsync($"{RawApi.Clusters}?watch=true&allowWatchBookmarks=true&resourceVersion={RawApi.Version(list.Body)}");
        await api.PostAsync(RawApi.Secrets, RawApi.Secret("s"));
        var wanted = api.Server.Cluster.Store.Version;
        var line = await RawApi.NextAsync(watch);
        while (long.Parse(RawApi.Version(line!["object"]!), CultureInfo.InvariantCulture) < wanted)
        {
            line = await RawApi.NextAsync(watch);
        }

        Assert.Equal(("BOOKMARK", "RabbitmqCluster"), (line.Text("type"), line.Text("object", "kind")));
    }

    [Fact]
    public async Task A_watch_may_begin_with_the_list_and_a_bookmark_ends_that()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        using var watch = await api.WatchAsync($"{RawApi.Clusters}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan");
        var (first, second) = (await RawApi.NextAsync(watch), await RawApi.NextAsync(watch));

        Assert.Equal(("ADDED", "q1"), (first.Text("type"), first.Text("object", "metadata", "name")));
        Assert.Equal(("BOOKMARK", "true"), (second.Text("type"), second.Text("object", "metadata", "annotations", "k8s.io/initial-events-end")));
    }

    [Fact]
    public async Task On_an_old_etcd_it_may_not()
    {
        await using var api = await RawApi.ServerAsync(new ApiServerOptions { HasWatchList = false });

        using var watch = await api.WatchAsync($"{RawApi.Clusters}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan");

        Assert.Equal("ERROR", (await RawApi.NextAsync(watch)).Text("type"));
    }

    [Fact]
    public async Task A_token_of_a_list_in_pages_survives_changes_and_after_a_restart_is_410_with_a_fresh_one()
    {
        await using var api = await RawApi.ServerAsync();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            await api.PostAsync(RawApi.Secrets, RawApi.Secret(name));
        }

        var first = await api.GetAsync($"{RawApi.Secrets}?limit=2");
        await api.SendAsync("DELETE", $"{RawApi.Secrets}/c", null);
        var second = await api.GetAsync($"{RawApi.Secrets}?limit=2&continue={first.Body.Text("metadata", "continue")}");
        await api.Server.RestartAsync();
        var expired = await api.GetAsync($"{RawApi.Secrets}?limit=2&continue={second.Body.Text("metadata", "continue")}");
        var rest = await api.GetAsync($"{RawApi.Secrets}?limit=2&continue={expired.Body.Text("metadata", "continue")}");

        Assert.Equal(3, first.Body.Number("metadata", "remainingItemCount"));
        Assert.Equal(["c", "d"], second.Body.Items("items").Select(i => i.Name())); // as the list was then
        Assert.Equal((410, "Expired"), (expired.Code, expired.Reason));
        Assert.Equal(["e"], rest.Body.Items("items").Select(i => i.Name()));
        Assert.Null(rest.Body.Text("metadata", "continue"));
    }

    [Fact]
    public async Task A_restart_keeps_the_objects_and_expires_versions()
    {
        await using var api = await RawApi.ServerAsync();
        var before = await api.GetAsync(RawApi.Secrets);
        await api.PostAsync(RawApi.Secrets, RawApi.Secret("s"));

        await api.Server.RestartAsync();
        using var watch = await api.WatchAsync($"{RawApi.Secrets}?watch=true&resourceVersion={RawApi.Version(before.Body)}");

        Assert.Equal(410, (await RawApi.NextAsync(watch)).Number("object", "code"));
        Assert.Equal(200, (await api.GetAsync($"{RawApi.Secrets}/s")).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watches_can_be_cut(bool hard)
    {
        await using var api = await RawApi.ServerAsync();
        using var watch = await api.WatchAsync($"{RawApi.Clusters}?watch=true");

        api.Server.Faults.CutWatches(hard);

        if (hard)
        {
            await Assert.ThrowsAnyAsync<IOException>(() => RawApi.NextAsync(watch));
        }
        else
        {
            Assert.Null(await RawApi.NextAsync(watch)); // as if it had lasted long enough: it ends without a word
        }
    }

    [Fact]
    public async Task The_client_library_lists_and_watches()
    {
        await using var api = await RawApi.ServerAsync();
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        var names = new List<string>();
        var watch = api.Client.CoreV1.WatchListNamespacedSecretAsync("default", cancellationToken: limit.Token);
        await api.PostAsync(RawApi.Secrets, RawApi.Secret("s"));
        await foreach (var (type, secret) in watch)
        {
            names.Add($"{type} {secret.Metadata.Name}");
            if (secret.Metadata.Name == "s")
            {
                break;
            }
        }

        Assert.Contains("Added s", names);
    }
}
