namespace Warren.Server.Tests.Documents;

/// <summary>A document that is made by a test and lies in the repository. With WARREN_WRITE_DOCS=1 it is written, without it is compared.</summary>
internal static class CommittedFile
{
    public const string Variable = "WARREN_WRITE_DOCS";

    /// <summary>The repository's own folder.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static void Is(string path, string content)
    {
        var file = Path.Combine(Root, path);
        var wanted = content.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, wanted);
        }

        var committed = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(committed == wanted, $"{path} is not what the program says now. Run this test with {Variable}=1 and commit what changes. {FirstDifference(committed, wanted)}");
    }

    private static string FirstDifference(string committed, string wanted)
    {
        var (left, right) = (committed.Split('\n'), wanted.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {line + 1} should be: {right.ElementAtOrDefault(line) ?? "(nothing)"}";
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Warren.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository."));
}
