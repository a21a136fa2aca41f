using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Warren.Engine.Hosting;
using Warren.Engine.Security;

namespace Warren.Server.Hosting;

/// <summary>credentials.json in the data folder, mode 0600: what scripts need to use this installation. The member names are promised.</summary>
internal sealed record CredentialsFile
{
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

    public static CredentialsFile From(FirstCredentials first) => new()
    {
        Url = "",
        Account = first.Account,
        User = first.User,
        Password = first.Password.Reveal(),
        ProjectId = first.ProjectId,
        ProjectName = first.ProjectName,
        AccessKey = first.AccessKey,
        SecretKey = first.SecretKey.Reveal(),
        VpcId = first.VpcId,
        SubnetId = first.SubnetId,
        SecurityGroupId = first.SecurityGroupId,
        ZoneId = first.ZoneId,
    };

    /// <summary>The file of a data folder, or null when its owner took it away.</summary>
    public static CredentialsFile? Read(DataFolder data) =>
        File.Exists(data.Credentials) ? JsonSerializer.Deserialize(File.ReadAllText(data.Credentials), CredentialsJson.Default.CredentialsFile) : null;

    public void Write(DataFolder data) => SecretFile.Write(data.Credentials, JsonSerializer.Serialize(this, CredentialsJson.Readable.CredentialsFile) + "\n");

    public override string ToString() => $"CredentialsFile {{ Url = {Url}, User = {User} }}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CredentialsFile))]
internal sealed partial class CredentialsJson : JsonSerializerContext
{
    /// <summary>Writes passwords with &lt; or + as they are: the file is not HTML, and people read it.</summary>
    public static CredentialsJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
