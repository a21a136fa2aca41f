using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>Body of POST /v2/{project_id}/instances/{instance_id}/password (as real clients need it).</summary>
public sealed record ResetPasswordRequest
{
    [JsonPropertyName("new_password")]
    public string? NewPassword { get; init; }

    /// <summary>The present one, for a change; absent: a reset, which needs a permission of its own.</summary>
    [JsonPropertyName("old_password")]
    public string? OldPassword { get; init; }

    /// <summary>Without the passwords, so that a log line cannot hold them.</summary>
    public override string ToString() => "ResetPasswordRequest";
}
