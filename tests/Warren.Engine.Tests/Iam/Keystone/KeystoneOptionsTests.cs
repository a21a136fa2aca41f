using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Warren.Engine.Iam.Keystone;

namespace Warren.Engine.Tests.Iam.Keystone;

/// <summary>What the settings of section Identity:Keystone must be.</summary>
public sealed class KeystoneOptionsTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Url", "keystone.example:5000", "Url must be an http or https address" },
        { "Password", "", "one of Password and PasswordFile" },
        { "PasswordFile", "/nowhere/password", "one of Password and PasswordFile" },
        { "CertificateAuthority", "/nowhere/ca.pem", "CertificateAuthority must name a file that exists; /nowhere/ca.pem does not" },
        { "Roles:member", "DMS FullAccess, DMS EverythingAccess", "Roles:member must name system roles; DMS EverythingAccess is none" },
        { "CacheTime", "00:05:01", "CacheTime" },
        { "Timeout", "00:00:00.5", "Timeout" },
        { "MostCalls", "0", "MostCalls" },
        { "User", "", "User" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named(string setting, string value, string message) =>
        Assert.Contains(Faults(Read((setting, value))), fault => fault.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void The_address_and_a_password_are_enough_and_without_the_address_nothing_else_matters()
    {
        Assert.Empty(Faults(Read()));
        Assert.Empty(Faults(Read(("Url", ""), ("Password", ""))));
    }

    [Fact]
    public void A_role_in_the_settings_replaces_the_default_of_that_name_alone()
    {
        var options = Read(("Roles:Member", "DMS UserAccess"), ("Roles:reader", ""), ("Roles:operator", "DMS UserAccess, VPC ReadOnlyAccess"));

        Assert.Equal(["Tenant Administrator", "DMS UserAccess", "VPC ReadOnlyAccess"], options.RolesOf(["admin", "member", "reader", "operator", "unheard-of"]).Select(r => r.DisplayName));
    }

    [Fact]
    public void The_password_file_is_read_without_the_white_space_around_it()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "pass word\n");
            Assert.Equal("pass word", Read(("Password", ""), ("PasswordFile", file)).ReadPassword().Reveal());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static KeystoneOptions Read(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Url"] = "https://keystone.example:5000/v3", ["Password"] = "secret" };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build().Get<KeystoneOptions>()!;
    }

    private static List<string> Faults(KeystoneOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return [.. faults.Select(f => f.ErrorMessage!)];
    }
}
