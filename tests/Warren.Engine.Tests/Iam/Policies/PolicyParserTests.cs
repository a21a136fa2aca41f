using Warren.Engine.Iam.Policies;

namespace Warren.Engine.Tests.Iam.Policies;

/// <summary>A document is read as the cloud writes it, and refused with its place otherwise.</summary>
public sealed class PolicyParserTests
{
    [Fact]
    public void A_policy_with_everything_in_it_is_read()
    {
        var document = PolicyParser.Parse(
            """
            {"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dms:instance:get","dms:*:list*"],"Resource":["DMS:*:*:rabbitmq:*"],
             "Condition":{"StringEndWithIfExists":{"g:UserName":["a","b"]},"Bool":{"g:MFAPresent":["false"]}}}]}
            """);

        var statement = Assert.Single(document.Statements);
        Assert.Equal((PolicyEffect.Allow, 2, 1, 2), (statement.Effect, statement.Actions.Count, statement.Resources.Count, statement.Conditions.Count));
        Assert.Equal("dms:*:list*", statement.Actions[1].ToString());
        Assert.Equal("DMS:*:*:rabbitmq:*", statement.Resources[0].ToString());
    }

    [Fact]
    public void A_role_names_what_it_depends_on()
    {
        var role = PolicyParser.Parse(
            """{"Version":"1.0","Statement":[{"Effect":"Allow","Action":["dms:*:*"]}],"Depends":[{"catalog":"BASE","display_name":"Tenant Guest"}]}""");

        Assert.Equal(new PolicyDependency("BASE", "Tenant Guest"), Assert.Single(role.Depends));
    }

    [Theory]
    [InlineData("", "policy")]
    [InlineData("[]", "policy")]
    [InlineData("{}", "policy")]
    [InlineData("""{"version":"1.1","Statement":[]}""", "policy")]
    [InlineData("""{"Version":"1.1","Version":"1.1","Statement":[]}""", "policy")]
    [InlineData("""{"Version":"5.0","Statement":[]}""", "Version")]
    [InlineData("""{"Version":1.1,"Statement":[]}""", "Version")]
    [InlineData("""{"Version":"1.1","Statement":[]}""", "Statement")]
    [InlineData("""{"Version":"1.1","Statement":{}}""", "Statement")]
    [InlineData("""{"Version":"1.1","Depends":[],"Statement":[]}""", "Depends")]
    [InlineData("""{"Version":"1.1","Statement":[{"Action":["a:b:c"]}]}""", "Statement[0]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow"}]}""", "Statement[0]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"resource":["*"]}]}""", "Statement[0]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"allow","Action":["a:b:c"]}]}""", "Statement[0].Effect")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":"a:b:c"}]}""", "Statement[0].Action")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":[]}]}""", "Statement[0].Action")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"]},{"Effect":"Allow","Action":["a:b:c","dms:get"]}]}""", "Statement[1].Action[1]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["*"]}]}""", "Statement[0].Action[0]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Resource":["DMS:eu:*:rabbitmq:x"]}]}""", "Statement[0].Resource[0]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Resource":[]}]}""", "Statement[0].Resource")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":[]}]}""", "Statement[0].Condition")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"stringEquals":{"g:UserName":["x"]}}}]}""", "Statement[0].Condition.stringEquals")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"StringEquals":{"g:Username":["x"]}}}]}""", "Statement[0].Condition.StringEquals.g:Username")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"StringEquals":{"g:UserName":"x"}}}]}""", "Statement[0].Condition.StringEquals.g:UserName")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"StringEquals":{"g:UserName":["${g:UserId}"]}}}]}""", "Statement[0].Condition.StringEquals.g:UserName[0]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"Bool":{"g:MFAPresent":["yes"]}}}]}""", "Statement[0].Condition.Bool.g:MFAPresent[0]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"IpAddressIfExists":{"g:SourceIp":["10.0.0.0/33"]}}}]}""", "Statement[0].Condition.IpAddressIfExists.g:SourceIp[0]")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["a:b:c"],"Condition":{"DateLessThan":{"g:CurrentTime":["soon"]}}}]}""", "Statement[0].Condition.DateLessThan.g:CurrentTime[0]")]
    public void What_is_not_a_policy_is_refused_with_its_place(string json, string place)
    {
        var refusal = Assert.Throws<PolicyFormatException>(() => PolicyParser.Parse(json));

        Assert.Equal(place, refusal.Place);
        Assert.StartsWith(place + ": ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_may_have_eight_statements_and_not_nine()
    {
        var one = Write.Statement("Allow", "a:b:c");

        Assert.Equal(8, Write.Policy(Enumerable.Repeat(one, 8)).Document.Statements.Count);
        Assert.Equal("Statement", Assert.Throws<PolicyFormatException>(() => Write.Policy(Enumerable.Repeat(one, 9))).Place);
    }
}
