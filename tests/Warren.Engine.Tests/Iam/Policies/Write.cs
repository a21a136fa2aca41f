using System.Net;
using Warren.Engine.Iam.Policies;

namespace Warren.Engine.Tests.Iam.Policies;

/// <summary>Short ways to write policies and requests.</summary>
internal static class Write
{
    public const string Instance = "5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11";

    public static readonly PolicyRequest Request = new()
    {
        Action = "dms:instance:get",
        Resource = ResourceName.Instance(Instance),
        UserId = "u1",
        UserName = "alice",
        AccountName = "acme",
        ProjectId = "p1",
        ProjectName = "eu-warren-1",
        EnterpriseProjectId = "ep1",
        SourceIp = IPAddress.Parse("10.1.2.3"),
        Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
    };

    public static string Statement(string effect, string actions, string? resource = null, string? condition = null) =>
        $$"""{"Effect":"{{effect}}","Action":[{{string.Join(',', actions.Split(' ').Select(a => $"\"{a}\""))}}]"""
        + (resource is null ? "" : $",\"Resource\":[\"{resource}\"]")
        + (condition is null ? "" : $",\"Condition\":{condition}")
        + "}";

    public static NamedPolicy Policy(params IEnumerable<string> statements) =>
        new("id", "name", PolicyParser.Parse($$"""{"Version":"1.1","Statement":[{{string.Join(',', statements)}}]}"""));

    public static PolicyDecision Decide(PolicyRequest request, params IEnumerable<string> statements) => PolicyEvaluator.Decide([Policy(statements)], request);
}
