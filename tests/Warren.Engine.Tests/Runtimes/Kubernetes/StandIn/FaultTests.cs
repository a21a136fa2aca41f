namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class FaultTests
{
    [Fact]
    public async Task The_server_can_be_told_to_fail_before_or_after_it_has_done_what_was_asked()
    {
        await using var api = await RawApi.ServerAsync();

        api.Server.Faults.Fail(429);
        var before = await api.PostAsync(RawApi.Secrets, RawApi.Secret("s"));
        var nothing = await api.GetAsync($"{RawApi.Secrets}/s");
        api.Server.Faults.Fail(500, only: r => r.Method == "POST", afterwards: true);
        var after = await api.PostAsync(RawApi.Secrets, RawApi.Secret("s"));
        var something = await api.GetAsync($"{RawApi.Secrets}/s");

        Assert.Equal((429, 404, 500, 200), (before.Code, nothing.Code, after.Code, something.Code));
    }

    [Fact]
    public async Task Requests_can_be_held_and_released()
    {
        await using var api = await RawApi.ServerAsync();
        api.Server.Faults.Hold();
        var request = api.GetAsync(RawApi.Secrets);
        while (api.Server.Faults.Waiting == 0)
        {
            await Task.Yield();
        }

        Assert.False(request.IsCompleted);
        api.Server.Faults.Release();
        Assert.Equal(200, (await request).Code);
    }

    [Fact]
    public async Task It_refuses_connections_until_it_listens_again_on_the_same_port()
    {
        await using var api = await RawApi.ServerAsync();

        await api.Server.RefuseAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync(RawApi.Secrets));
        await api.Server.ListenAsync();

        Assert.Equal(200, (await api.GetAsync(RawApi.Secrets)).Code);
    }
}
