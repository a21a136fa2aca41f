using System.Text.Json.Nodes;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Tasks;
using Warren.Engine.Topology;

namespace Warren.Engine.Plugins;

/// <summary>Plugins of an instance: which there are, and turning them on and off. No node restarts for it.</summary>
public sealed class PluginService(InstanceFinder finder, InstanceChanges changes, BrokerAccess brokers, IBrokerRuntime runtime)
{
    /// <summary>By name; and whether a change of them is going on.</summary>
    /// <exception cref="WarrenException">InstanceIdMalformed or InstanceUnknown.</exception>
    public async Task<(IReadOnlyList<PluginState> Plugins, bool Changing)> ListAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var enabled = InstancePlugins.Of(instance);
        var running = await RunningAsync(caller, instance, ct);
        return (
            [.. runtime.Plugins.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new PluginState(p.Name, p.Version, enabled.Contains(p.Name, StringComparer.Ordinal), running.Contains(p.Name, StringComparer.Ordinal)))],
            instance.Change == ChangeKind.Plugins && InstanceStatusRules.HasQuietChangeAhead(instance));
    }

    /// <summary>Accepts that plugins are turned on or off on all nodes.</summary>
    /// <param name="caller">Whose project it is.</param>
    /// <param name="instanceId">As the path has it.</param>
    /// <param name="enable">On or off.</param>
    /// <param name="plugins">Names, comma-joined.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The id of the task.</returns>
    /// <exception cref="WarrenException">ParameterInvalid naming enable or plugins, or StatusForbids unless the instance runs; nothing was changed.</exception>
    public async Task<string> ChangeAsync(Caller caller, string instanceId, bool? enable, string? plugins, CancellationToken ct)
    {
        await finder.FindAsync(caller, instanceId, ct);
        var on = enable ?? throw new WarrenException(DmsErrors.ParameterInvalid, "enable", "true or false");
        var names = (plugins ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var offered = runtime.Plugins.Select(p => p.Name).ToList();
        if (names.Length == 0 || names.Except(offered, StringComparer.Ordinal).Any())
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "plugins", "names, joined by commas, of " + string.Join(", ", offered));
        }

        return await changes.OrderAsync(
            caller,
            instanceId,
            ChangeKind.Plugins,
            TaskNames.Plugins,
            instance =>
            {
                var before = InstancePlugins.Of(instance);
                instance.Plugins = InstancePlugins.Join(on ? before.Union(names, StringComparer.Ordinal) : before.Except(names, StringComparer.Ordinal));
                return new JsonObject { ["enable"] = on, ["plugins"] = string.Join(',', names) }.ToJsonString();
            },
            ct);
    }

    /// <summary>Nothing, while there is no broker or none that this copy of Warren reaches.</summary>
    private async Task<IReadOnlyList<string>> RunningAsync(Caller caller, Instance instance, CancellationToken ct)
    {
        try
        {
            return await runtime.RunningPluginsAsync((await brokers.OpenAsync(caller, instance.Id, ct)).Plan, ct);
        }
        catch (WarrenException e) when (e.Code == DmsErrors.BrokerUnavailable || e.Code == DmsErrors.StatusForbids)
        {
            return [];
        }
    }
}
