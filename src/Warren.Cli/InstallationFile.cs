using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Cli;

/// <summary>credentials.json of a data folder: where an installation is and how to sign in to it.</summary>
internal sealed record InstallationFile
{
    public required string Url { get; init; }

    public required string Account { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    public required string ProjectId { get; init; }

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required string SecurityGroupId { get; init; }

    public required string ZoneId { get; init; }

    /// <exception cref="FileNotFoundException">No Warren was ever started on this folder.</exception>
    public static InstallationFile Read(string folder)
    {
        var path = Path.Combine(folder, "credentials.json");
        return File.Exists(path)
            ? JsonSerializer.Deserialize(File.ReadAllText(path), InstallationJson.Default.InstallationFile)!
            : throw new FileNotFoundException($"There is no {path}. Start Warren first: ./warren up");
    }

    public override string ToString() => $"InstallationFile {{ Url = {Url}, User = {User} }}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InstallationFile))]
internal sealed partial class InstallationJson : JsonSerializerContext;
