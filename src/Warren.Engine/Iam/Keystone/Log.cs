using Microsoft.Extensions.Logging;

namespace Warren.Engine.Iam.Keystone;

/// <summary>Events 500 to 599.</summary>
internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Warning, "Keystone could not be asked about a token: {Reason}")]
    public static partial void KeystoneUnavailable(ILogger logger, string reason);

    [LoggerMessage(501, LogLevel.Warning, "A token of Keystone's is refused: user {UserId}, domain {AccountId} or project {ProjectId} is already something else here")]
    public static partial void FederatedIdTaken(ILogger logger, string userId, string accountId, string? projectId);
}
