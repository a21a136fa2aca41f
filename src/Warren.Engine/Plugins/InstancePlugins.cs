using Warren.Engine.Instances;

namespace Warren.Engine.Plugins;

/// <summary>The plugins of an instance, as its row has them.</summary>
internal static class InstancePlugins
{
    public static IReadOnlyList<string> Of(Instance instance) => instance.Plugins.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public static string Join(IEnumerable<string> names) => string.Join(',', names.Order(StringComparer.Ordinal));
}
