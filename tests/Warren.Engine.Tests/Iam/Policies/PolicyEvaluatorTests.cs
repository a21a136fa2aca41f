using Warren.Engine.Iam.Policies;

namespace Warren.Engine.Tests.Iam.Policies;

/// <summary>Which requests a policy speaks about, and what it says.</summary>
public sealed class PolicyEvaluatorTests
{
    [Theory]
    [InlineData("dms:instance:get", true)]
    [InlineData("DMS:Instance:GET", true)]
    [InlineData("dms:instance:*", true)]
    [InlineData("dms:*:get", true)]
    [InlineData("*:*:*", true)]
    [InlineData("dms:*:g*t", true)]
    [InlineData("dms:instance:ge", false)]
    [InlineData("dms:instance:getBackgroundTask", false)]
    [InlineData("dms:*:list*", false)]
    [InlineData("vpc:*:*", false)]
    public void Actions_match_part_by_part(string pattern, bool allowed) =>
        Assert.Equal(allowed, Write.Decide(Write.Request, Write.Statement("Allow", pattern)).Allowed);

    [Theory]
    [InlineData("DMS:*:*:rabbitmq:*", true)]
    [InlineData("dms:*:*:rabbitmq:5FD9F6D8-A2F2-4A2B-9E2D-6F6A8F0C1A11", true)]
    [InlineData("DMS:*:*:*:5fd9*", true)]
    [InlineData("DMS:*:*:kafka:*", false)]
    [InlineData("DMS:*:*:rabbitmq:5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a12", false)]
    public void Resources_match_part_by_part(string pattern, bool allowed) =>
        Assert.Equal(allowed, Write.Decide(Write.Request, Write.Statement("Allow", "dms:*:*", pattern)).Allowed);

    [Fact]
    public void A_list_is_about_no_instance_in_particular_and_needs_all_of_them()
    {
        var list = Write.Request with { Action = "dms:instance:list", Resource = ResourceName.Instance(null) };

        Assert.False(Write.Decide(list, Write.Statement("Allow", "dms:*:*", $"DMS:*:*:rabbitmq:{Write.Instance}")).Allowed);
        Assert.True(Write.Decide(list, Write.Statement("Allow", "dms:*:*", "DMS:*:*:rabbitmq:*")).Allowed);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"g:UserName":["bob","alice"]}}""", true)]
    [InlineData("""{"StringEquals":{"g:UserName":["Alice"]}}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"g:UserName":["Alice"]}}""", true)]
    [InlineData("""{"StringNotEquals":{"g:UserName":["bob"]}}""", true)]
    [InlineData("""{"StringNotEquals":{"g:UserName":["bob","alice"]}}""", false)]
    [InlineData("""{"StringLike":{"g:UserName":["a?i*"]}}""", true)]
    [InlineData("""{"StringNotLike":{"g:UserName":["a*"]}}""", false)]
    [InlineData("""{"StringStartWith":{"g:ProjectName":["eu-"]}}""", true)]
    [InlineData("""{"StringEndWith":{"g:ProjectName":["-2"]}}""", false)]
    [InlineData("""{"StringEquals":{"g:UserId":["u1"],"g:ProjectId":["p1"],"g:DomainName":["acme"],"g:EnterpriseProjectId":["ep1"]}}""", true)]
    [InlineData("""{"StringEquals":{"g:UserId":["u1"],"g:ProjectId":["p2"]}}""", false)]
    [InlineData("""{"StringEquals":{"g:UserId":["u1"]},"Bool":{"g:MFAPresent":["true"]}}""", false)]
    [InlineData("""{"Bool":{"g:MFAPresent":["False"]}}""", true)]
    [InlineData("""{"NumberGreaterThanEquals":{"g:ProjectName":["1"]}}""", false)]
    [InlineData("""{"DateLessThan":{"g:CurrentTime":["2026-03-01T12:00:01Z"]}}""", true)]
    [InlineData("""{"DateLessThan":{"g:CurrentTime":["2026-03-01T12:00:00Z"]}}""", false)]
    [InlineData("""{"DateLessThanEquals":{"g:CurrentTime":["2026-03-01T13:00:00+01:00"]}}""", true)]
    [InlineData("""{"DateGreaterThan":{"g:CurrentTime":["2026-03-01"]}}""", true)]
    [InlineData("""{"IpAddress":{"g:SourceIp":["192.168.0.0/16","10.0.0.0/8"]}}""", true)]
    [InlineData("""{"IpAddress":{"g:SourceIp":["10.1.2.3"]}}""", true)]
    [InlineData("""{"NotIpAddress":{"g:SourceIp":["10.0.0.0/8"]}}""", false)]
    [InlineData("""{"IpAddress":{"g:SourceIp":["::/0"]}}""", false)]
    public void Conditions_are_compared_as_their_operators_say(string condition, bool holds) =>
        Assert.Equal(holds, Write.Decide(Write.Request, Write.Statement("Allow", "dms:*:*", null, condition)).Allowed);

    [Theory]
    [InlineData("StringEquals", false)]
    [InlineData("StringEqualsIfExists", true)]
    [InlineData("StringNotEquals", true)]
    [InlineData("StringNotEqualsIfExists", true)]
    [InlineData("StringLike", false)]
    public void A_key_that_the_request_does_not_have_fails_a_positive_comparison_unless_it_says_IfExists(string comparison, bool holds) =>
        Assert.Equal(holds, Write.Decide(
            Write.Request with { EnterpriseProjectId = null },
            Write.Statement("Allow", "dms:*:*", null, $$$"""{"{{{comparison}}}":{"g:EnterpriseProjectId":["ep1"]}}""")).Allowed);

    [Fact]
    public void A_deny_wins_wherever_it_stands_and_is_named()
    {
        var allow = Write.Policy(Write.Statement("Allow", "dms:*:*"));
        var deny = new NamedPolicy("deny", "no gets", Write.Policy(Write.Statement("Allow", "dms:*:*"), Write.Statement("Deny", "dms:*:get")).Document);

        var expected = new PolicyDecision(Verdict.Denied, deny, 1);
        Assert.Equal(expected, PolicyEvaluator.Decide([allow, deny], Write.Request));
        Assert.Equal(expected, PolicyEvaluator.Decide([deny, allow], Write.Request));
    }

    [Fact]
    public void Without_a_statement_that_matches_the_answer_is_no()
    {
        Assert.Equal(PolicyDecision.Nothing, PolicyEvaluator.Decide([], Write.Request));
        Assert.Equal(PolicyDecision.Nothing, Write.Decide(Write.Request, Write.Statement("Allow", "vpc:*:*")));
    }
}
