using CsCheck;
using Microsoft.AspNetCore.DataProtection;
using Warren.Engine.Iam;
using Warren.Engine.Iam.TemporaryKeys;
using Warren.Engine.Tests.Security;

namespace Warren.Engine.Tests.Iam;

/// <summary>Tokens of both kinds, spoilt at a few places: nothing comes of them, and no exception.</summary>
public sealed class TokenFuzzTests
{
    private static readonly EphemeralDataProtectionProvider Keys = new();

    [Fact]
    public void A_token_that_was_spoilt_is_none()
    {
        var format = new TokenFormat(Keys);
        var token = format.Write(new TokenClaims("id", "user", "account", "project", false, default, default, ["password"]));

        Spoilt.Changes.Sample(changes =>
        {
            var spoilt = Spoilt.Text(token, changes);
            Assert.True(format.Read(spoilt) is null || IsSame(token, spoilt), spoilt);
        }, iter: Spoilt.Iterations);
    }

    [Fact]
    public void A_security_token_that_was_spoilt_is_none()
    {
        var format = new SecurityTokenFormat(Keys);
        var token = format.Write(new SecurityTokenClaims("key", "secret", "user", default, default, "token", """{"Version":"1.1"}"""));
        Assert.Equal("key", format.Read(token)!.AccessKey);

        Spoilt.Changes.Sample(changes =>
        {
            var spoilt = Spoilt.Text(token, changes);
            Assert.True(format.Read(spoilt) is null || IsSame(token, spoilt), spoilt);
        }, iter: Spoilt.Iterations);
    }

    [Fact]
    public void One_kind_of_token_is_not_taken_for_the_other()
    {
        var (tokens, securityTokens) = (new TokenFormat(Keys), new SecurityTokenFormat(Keys));

        Assert.Null(securityTokens.Read(tokens.Write(new TokenClaims("id", "user", "account", null, false, default, default, ["password"]))));
        Assert.Null(tokens.Read(securityTokens.Write(new SecurityTokenClaims("key", "secret", "user", default, default, null, null))));
    }

    /// <summary>White space and padding, for which .NET's decoder takes the percent sign too, are no part of what base64url says.</summary>
    private static bool IsSame(string one, string other) => one == string.Concat(other.Where(c => !char.IsWhiteSpace(c))).TrimEnd('=', '%');
}
