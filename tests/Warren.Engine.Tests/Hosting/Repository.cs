namespace Warren.Engine.Tests.Hosting;

/// <summary>Files of the repository that the tests run in.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(params ReadOnlySpan<string> path) => Path.Combine([Root, .. path]);

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Warren.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
