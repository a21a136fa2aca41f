using CsCheck;
using Warren.Engine.Broker;
using Warren.Engine.Security;

namespace Warren.Engine.Tests.Broker;

/// <summary>Passwords as RabbitMQ stores them.</summary>
public sealed class PasswordHashTests
{
    /// <summary>The worked example of RabbitMQ's guide "Credentials and Passwords": salt 908DC60A, password test12.</summary>
    private const string Published = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR";

    [Fact]
    public void The_published_example_is_the_hash_of_its_password_and_of_no_other()
    {
        Assert.True(PasswordHash.Matches(new Secret("test12"), Published));
        Assert.False(PasswordHash.Matches(new Secret("test13"), Published));
    }

    [Fact]
    public void A_hash_is_a_salt_of_four_bytes_and_a_SHA_256()
    {
        Assert.Equal(36, Convert.FromBase64String(PasswordHash.Of(new Secret("Secret-0"))).Length);
        Assert.Equal("rabbit_password_hashing_sha256", PasswordHash.Algorithm);
    }

    [Fact]
    public void Two_hashes_of_one_password_differ()
    {
        Assert.NotEqual(PasswordHash.Of(new Secret("Secret-0")), PasswordHash.Of(new Secret("Secret-0")));
    }

    [Fact]
    public void Every_password_matches_its_own_hash_and_only_that() => Gen.Select(Gen.String, Gen.String).Sample((one, other) =>
    {
        var hash = PasswordHash.Of(new Secret(one));
        Assert.True(PasswordHash.Matches(new Secret(one), hash));
        Assert.Equal(one == other, PasswordHash.Matches(new Secret(other), hash));
    });
}
