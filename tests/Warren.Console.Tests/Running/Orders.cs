namespace Warren.WebConsole.Tests.Running;

/// <summary>Instances for tests that are not about ordering.</summary>
internal static class Orders
{
    /// <returns>The id of an instance that is RUNNING.</returns>
    public static async Task<string> RunningAsync(ConsoleSite site, string name)
    {
        var api = site.Warren.Api;
        var known = (await api.ListAsync()).FirstOrDefault(i => i.Name == name)?.InstanceId;
        var id = known ?? await api.CreateAsync(api.QuickStart(name));
        await api.RunningAsync(id);
        return id;
    }
}
