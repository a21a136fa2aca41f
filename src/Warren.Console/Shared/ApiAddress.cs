using Microsoft.AspNetCore.Components;
using Warren.WebConsole.Hosting;

namespace Warren.WebConsole.Shared;

/// <summary>The API as the browser's machine reaches it: where the console is, without its own path.</summary>
internal static class ApiAddress
{
    public static string Of(NavigationManager navigation) => navigation.BaseUri[..^(ConsoleSetup.Root.Length + 1)];
}
