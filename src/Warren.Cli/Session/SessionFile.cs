using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Cli.Session;

/// <summary>What "login" leaves behind for the other verbs: where, and with which token. Mode 0600; never a password.</summary>
internal sealed record SessionFile
{
    public required string Url { get; init; }

    public required string Token { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required string AccountId { get; init; }

    public required string Account { get; init; }

    public required string UserId { get; init; }

    public required string User { get; init; }

    public string? ProjectId { get; init; }

    public string? Project { get; init; }

    /// <summary>WARRENCTL_SESSION, else warrenctl/session.json in the user's configuration folder.</summary>
    public static string DefaultPath() => Environment.GetEnvironmentVariable("WARRENCTL_SESSION") is { Length: > 0 } path
        ? path
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "warrenctl", "session.json");

    /// <exception cref="CliException">Nobody signed in, or the token has ended.</exception>
    public static SessionFile Read(string path, TimeProvider clock)
    {
        var session = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), SessionJson.Default.SessionFile) : null;
        return session is null ? throw new CliException("Nobody is signed in: warrenctl login")
            : session.ExpiresAt <= clock.GetUtcNow() ? throw new CliException($"The session ended at {session.ExpiresAt:u}: warrenctl login")
            : session;
    }

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) // where the user's own folder is closed to others already
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, this, SessionJson.Default.SessionFile);
        }

        File.Move(draft, path, overwrite: true);
    }

    public override string ToString() => $"SessionFile {{ Url = {Url}, User = {User} }}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SessionFile))]
internal sealed partial class SessionJson : JsonSerializerContext;
