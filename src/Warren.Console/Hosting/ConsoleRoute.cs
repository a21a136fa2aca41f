using Microsoft.AspNetCore.Builder;

namespace Warren.WebConsole.Hosting;

/// <summary>Marks the console's endpoints: they are pages and files, not calls of the API, and prove who asks by the session's cookie instead of an action.</summary>
public sealed class ConsoleRoute
{
    private static readonly ConsoleRoute Instance = new();

    internal static void Mark(EndpointBuilder endpoint) => endpoint.Metadata.Add(Instance);
}
