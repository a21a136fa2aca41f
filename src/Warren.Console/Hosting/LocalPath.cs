namespace Warren.WebConsole.Hosting;

/// <summary>Where to go back to, as a link said it: a page of the console, never another site.</summary>
internal static class LocalPath
{
    /// <param name="relative">Relative to the console's root, for example "instances/5fd9…"; what is not such a path gives the root.</param>
    public static string Of(string? relative) =>
        relative is { Length: > 0 } && relative[0] is not ('/' or '\\') && !relative.Contains(':', StringComparison.Ordinal) && !relative.Any(char.IsControl)
            ? $"{ConsoleSetup.Root}/{relative}"
            : ConsoleSetup.Root + "/";
}
