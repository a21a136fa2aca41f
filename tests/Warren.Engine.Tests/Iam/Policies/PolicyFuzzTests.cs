using CsCheck;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Tests.Security;

namespace Warren.Engine.Tests.Iam.Policies;

/// <summary>Policies of an account and of a temporary key come from its users: spoilt ones are refused with a place, and what is read can be decided by.</summary>
public sealed class PolicyFuzzTests
{
    private const string Policy =
        """
        {"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dms:instance:get","dms:*:list*"],"Resource":["DMS:*:*:rabbitmq:*"],
         "Condition":{"StringEndWithIfExists":{"g:UserName":["a","b"]},"Bool":{"g:MFAPresent":["false"]},"IpAddress":{"g:SourceIp":["10.0.0.0/8"]},"DateLessThan":{"g:CurrentTime":["2027-01-01T00:00:00Z"]}}}]}
        """;

    /// <summary>What is put in somewhere: texts and values that JSON allows and a policy does not.</summary>
    private static readonly string[] Pieces =
        ["", "\\ud800", "\\udc00\\ud800", "\\u0000", "\\", "*", "**", ":", "::", "${", "null", "1e999", "{}", "[]", "[[[[", "\"\":", "\"Version\":\"1.0\",", "IfExists", "0.0.0.0/0", "::/129", "9999-99-99"];

    [Fact]
    public void A_policy_that_was_spoilt_is_read_or_refused_with_a_place_and_what_is_read_decides() =>
        Gen.Select(Gen.Int[0, Policy.Length], Gen.Int[0, Pieces.Length - 1], Gen.Bool, Spoilt.Changes).Sample((at, piece, alone, changes) =>
        {
            var spoilt = Spoilt.Text(Policy.Insert(at, Pieces[piece]), alone ? [] : changes);
            PolicyDocument document;
            try
            {
                document = PolicyParser.Parse(spoilt);
            }
            catch (PolicyFormatException refusal)
            {
                Assert.NotEmpty(refusal.Place);
                return;
            }

            Assert.NotEmpty(document.Statements);
            _ = PolicyEvaluator.Decide([new NamedPolicy("id", "name", document)], Write.Request);
        }, iter: Spoilt.Iterations);
}
