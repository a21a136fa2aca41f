using System.Text.Json;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>One instance, as it was shown right after its order and once it ran.</summary>
public sealed class ShownInstance(WarrenHost host) : IAsyncLifetime
{
    public JsonElement WhileCreating { get; private set; }

    public JsonElement Running { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var id = await host.CreateAsync(host.Order());
        WhileCreating = await host.ShowAsync(id);
        await host.WaitForAsync(id, "RUNNING");
        Running = await host.ShowAsync(id);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
