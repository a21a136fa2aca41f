using Warren.Engine.Iam;

namespace Warren.Engine.Audit;

/// <summary>On whose account a call is recorded, and who is said to have made it.</summary>
public sealed record AuditSubject(string AccountId, string AccountName, string? ProjectId, string? UserId, string? UserName, string? AccessKey)
{
    public static AuditSubject Of(Caller caller) =>
        new(caller.AccountId, caller.AccountName, caller.ProjectId, caller.UserId, caller.UserName, caller.AccessKey);
}
