using System.Text.Json;

namespace Warren.Live.Tests.Running;

/// <summary>credentials.json of a data folder.</summary>
internal sealed record Credentials
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public required string Url { get; init; }

    public required string Account { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    public required string ProjectId { get; init; }

    public required string ProjectName { get; init; }

    public required string AccessKey { get; init; }

    public required string SecretKey { get; init; }

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required string SecurityGroupId { get; init; }

    public required string ZoneId { get; init; }

    public static string FileIn(string data) => Path.Combine(data, "credentials.json");

    public static Credentials Read(string data) => JsonSerializer.Deserialize<Credentials>(File.ReadAllText(FileIn(data)), Format)!;
}
