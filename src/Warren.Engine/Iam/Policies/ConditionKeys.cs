namespace Warren.Engine.Iam.Policies;

/// <summary>What conditions can ask about.</summary>
internal static class ConditionKeys
{
    public const string UserName = "g:UserName";
    public const string UserId = "g:UserId";
    public const string ProjectName = "g:ProjectName";
    public const string ProjectId = "g:ProjectId";
    public const string DomainName = "g:DomainName";
    public const string EnterpriseProjectId = "g:EnterpriseProjectId";
    public const string CurrentTime = "g:CurrentTime";
    public const string SourceIp = "g:SourceIp";
    public const string MfaPresent = "g:MFAPresent";

    public static IReadOnlyList<string> All { get; } =
        [UserName, UserId, ProjectName, ProjectId, DomainName, EnterpriseProjectId, CurrentTime, SourceIp, MfaPresent];
}
