using CsCheck;
using Microsoft.AspNetCore.DataProtection;
using Warren.Engine.Iam;

namespace Warren.Engine.Tests.Iam;

/// <summary>Tokens: read as written, and as nothing after any change.</summary>
public sealed class TokenFormatTests
{
    private static readonly Gen<DateTimeOffset> Time = Gen.Long[0, 253_402_300_799_999].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    private static readonly Gen<TokenClaims> Claims =
        Gen.Select(Gen.String, Gen.String, Gen.OneOf(Gen.Const(""), Gen.String), Gen.Bool, Time, Time, Gen.OneOf("password", "token", "password,token"))
            .Select((id, user, project, scope, issued, expires, methods) =>
                new TokenClaims(id, user, "account", project.Length == 0 ? null : project, scope, issued, expires, methods.Split(',')));

    private readonly TokenFormat format = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void A_token_says_what_was_written_into_it() => Claims.Sample(claims =>
    {
        var read = format.Read(format.Write(claims));

        Assert.NotNull(read);
        Assert.Equal(claims with { Methods = [] }, read with { Methods = [] });
        Assert.Equal(claims.Methods, read.Methods);
    });

    [Fact]
    public void A_token_fits_into_a_header_as_it_is() => Claims.Sample(claims => Assert.Matches("^[A-Za-z0-9_-]+$", format.Write(claims)));

    [Fact]
    public void A_token_that_was_changed_in_any_place_is_none()
    {
        var token = format.Write(new TokenClaims("id", "user", "account", null, false, default, default, ["password"]));
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (var at = 0; at < token.Length; at++)
        {
            // 32 further on, so that no padding bit can hide the change
            var other = Alphabet[(Alphabet.IndexOf(token[at], StringComparison.Ordinal) + 32) % 64];
            Assert.Null(format.Read(token[..at] + other + token[(at + 1)..]));
            Assert.Null(format.Read(token[..at]));
            Assert.Null(format.Read(token[at..] + "A"));
        }
    }

    [Fact]
    public void Another_installation_s_token_is_none()
    {
        var other = new TokenFormat(new EphemeralDataProtectionProvider());

        Assert.Null(format.Read(other.Write(new TokenClaims("id", "user", "account", null, false, default, default, ["password"]))));
    }

    [Fact]
    public void Whatever_else_is_sent_is_none() => Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 200], Gen.Byte.Array[0, 300].Select(Convert.ToBase64String)).Sample(text =>
        Assert.Null(format.Read(text)));
}
