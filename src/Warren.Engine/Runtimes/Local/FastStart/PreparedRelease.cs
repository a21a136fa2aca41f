using System.Globalization;
using System.Security.Cryptography;

namespace Warren.Engine.Runtimes.Local.FastStart;

/// <summary>
/// A prepared folder: copies of the applications that a node needs, and how to launch it. The list of its files is written last, so a folder without it was
/// never finished. The folder holds no secret and belongs to Warren; brokers read it and cannot change it.
/// </summary>
internal sealed class PreparedRelease
{
    private const string ManifestFile = "files";
    private const string LaunchFile = "launch.json";

    private readonly IReadOnlyList<(string Path, long Size)> files;

    private PreparedRelease(string folder, LaunchTemplate launch, IReadOnlyList<(string Path, long Size)> files)
    {
        Folder = folder;
        Launch = launch;
        this.files = files;
    }

    public string Folder { get; }

    public LaunchTemplate Launch { get; }

    /// <summary>For the log and for operators: the folder's name.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The folder if it is finished and every file in it is what it was; otherwise null.</summary>
    public static PreparedRelease? Open(string folder)
    {
        try
        {
            var listed = new List<(string, long)>();
            foreach (var line in File.ReadLines(Path.Combine(folder, ManifestFile)))
            {
                // 1f0c…e2 18324 plugins/rabbit-3.10.8/ebin/rabbit.beam
                var fields = line.Split(' ', 3);
                var path = Path.Combine(folder, fields[2]);
                var content = File.ReadAllBytes(path);
                if (Convert.ToHexStringLower(SHA256.HashData(content)) != fields[0])
                {
                    return null;
                }

                listed.Add((path, content.Length));
            }

            var prepared = new PreparedRelease(folder, LaunchTemplate.Parse(File.ReadAllText(Path.Combine(folder, LaunchFile))), listed);
            return prepared.IsWhole() && prepared.Launch.Boot == BootIn(folder) ? prepared : null; // it does not work from another place
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or IndexOutOfRangeException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>The boot script of a prepared folder, without its extension.</summary>
    public static string BootIn(string folder) => Path.Combine(folder, "warren");

    public static bool IsFinished(string folder) => File.Exists(Path.Combine(folder, ManifestFile));

    /// <summary>A folder that is still being made, to be tried before it is finished.</summary>
    public static PreparedRelease Unfinished(string folder, LaunchTemplate launch)
    {
        File.WriteAllText(Path.Combine(folder, LaunchFile), launch.ToJson());
        return new PreparedRelease(folder, launch, []);
    }

    /// <summary>Declares a folder finished.</summary>
    public static void Finish(string folder)
    {
        var lines =
            from path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            let content = File.ReadAllBytes(path)
            select string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(content))} {content.Length} {Path.GetRelativePath(folder, path)}");
        var manifest = Path.Combine(folder, ManifestFile);
        File.WriteAllLines(manifest + ".new", lines.ToList());
        File.Move(manifest + ".new", manifest);
    }

    /// <summary>A short look before each use: whether every file is there with its size.</summary>
    public bool IsWhole() => File.Exists(Launch.Program) && files.All(f => new FileInfo(f.Path) is { Exists: true } file && file.Length == f.Size);
}
