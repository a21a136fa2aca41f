using Warren.Engine.Security;

namespace Warren.Engine.Iam.TemporaryKeys;

/// <summary>An access key that ends by itself; good only together with its security token.</summary>
public sealed record TemporaryKey(string AccessKey, Secret Secret, string SecurityToken, DateTimeOffset ExpiresAt)
{
    /// <summary>Without what signs.</summary>
    public override string ToString() => $"TemporaryKey {{ AccessKey = {AccessKey} }}";
}
