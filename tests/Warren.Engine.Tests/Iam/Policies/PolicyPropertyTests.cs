using CsCheck;
using Warren.Engine.Iam.Policies;

namespace Warren.Engine.Tests.Iam.Policies;

/// <summary>What holds for all policies and all requests.</summary>
public sealed class PolicyPropertyTests
{
    private static readonly Gen<string> _action =
        Gen.Select(Any("dms", "vpc"), Any("instance", "vhost"), Any("get", "list", "delete"), (s, r, o) => $"{s}:{r}:{o}");

    private static readonly Gen<string> _pattern = Gen.Select(
        Any("dms", "vpc", "*", "d*"), Any("instance", "vhost", "*"), Any("get", "list", "delete", "*", "*e*"), (s, r, o) => $"{s}:{r}:{o}");

    private static readonly Gen<string?> _resource = Any<string?>(null, "DMS:*:*:rabbitmq:*", "DMS:*:*:rabbitmq:a", "DMS:*:*:rabbitmq:b*", "*:*:*:*:*");

    private static readonly Gen<string?> _condition = Any<string?>(
        null,
        """{"StringEquals":{"g:UserName":["alice"]}}""",
        """{"StringNotEquals":{"g:UserName":["alice"]}}""",
        """{"StringEquals":{"g:EnterpriseProjectId":["1"]}}""",
        """{"StringEqualsIfExists":{"g:EnterpriseProjectId":["1"]}}""");

    private static readonly Gen<string> _statement = Gen.Select(Any("Allow", "Deny"), _pattern, _resource, _condition, Write.Statement);

    private static readonly Gen<NamedPolicy[]> _policies = _statement.Array[1, 3].Select(s => Write.Policy(s)).Array[0, 4];

    private static readonly Gen<PolicyRequest> _request = Gen.Select(
        _action, Any("a", "b", "bc", ResourceName.Any), Any("alice", "bob"), Any<string?>(null, "1", "2"),
        (action, id, user, enterprise) => Write.Request with { Action = action, Resource = ResourceName.Instance(id), UserName = user, EnterpriseProjectId = enterprise });

    [Fact]
    public void One_more_deny_never_allows_more() => Gen.Select(_policies, _request, _pattern, _resource, _condition).Sample((policies, request, pattern, resource, condition) =>
    {
        var deny = Write.Policy(Write.Statement("Deny", pattern, resource, condition));
        Assert.True(PolicyEvaluator.Decide(policies, request).Allowed || !PolicyEvaluator.Decide([.. policies, deny], request).Allowed);
    });

    [Fact]
    public void One_more_allow_never_allows_less_nor_lifts_a_deny() => Gen.Select(_policies, _request, _pattern).Sample((policies, request, pattern) =>
    {
        var (before, after) = (PolicyEvaluator.Decide(policies, request), PolicyEvaluator.Decide([.. policies, Write.Policy(Write.Statement("Allow", pattern))], request));
        Assert.True(!before.Allowed || after.Allowed);
        Assert.Equal(before.Verdict == Verdict.Denied, after.Verdict == Verdict.Denied);
    });

    [Fact]
    public void The_order_of_policies_never_matters() => Gen.Select(_policies, _request, Gen.Int[0, int.MaxValue]).Sample((policies, request, seed) =>
    {
        var shuffled = policies.ToArray();
#pragma warning disable CA5394 // a shuffle, no secret
        new Random(seed).Shuffle(shuffled);
#pragma warning restore CA5394
        Assert.Equal(PolicyEvaluator.Decide(policies, request).Verdict, PolicyEvaluator.Decide(shuffled, request).Verdict);
    });

    [Fact]
    public void What_a_pattern_matches_a_wider_one_matches_too() => Gen.Select(_pattern, _action, Gen.Int[0, 2]).Sample((pattern, action, part) =>
    {
        var parts = pattern.Split(':');
        parts[part] = "*";
        Assert.True(!ActionPattern.TryParse(pattern)!.Matches(action) || ActionPattern.TryParse(string.Join(':', parts))!.Matches(action));
    });

    [Fact]
    public void A_pattern_without_wildcards_matches_itself_alone() => Gen.Select(_action, _action).Sample((one, other) =>
        Assert.Equal(one == other, ActionPattern.TryParse(one)!.Matches(other)));

    [Fact]
    public void The_policy_that_is_named_says_what_was_decided() => Gen.Select(_policies, _request).Sample((policies, request) =>
    {
        var decision = PolicyEvaluator.Decide(policies, request);
        if (decision.Policy is { } policy)
        {
            var statement = policy.Document.Statements[decision.Statement];
            Assert.True(statement.Matches(request));
            Assert.Equal(decision.Allowed, statement.Effect == PolicyEffect.Allow);
        }
    });

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
