using System.Net;
using System.Text.RegularExpressions;
using Warren.Engine.Security;

namespace Warren.Engine.Hosting;

/// <summary>What the first start makes; each from the variable WARREN_BOOTSTRAP_NAME. Later starts ignore them.</summary>
public sealed partial record BootstrapOptions
{
    /// <summary>Account name. Default warren.</summary>
    public string Account { get; init; } = "warren";

    /// <summary>User name. Default admin.</summary>
    public string User { get; init; } = "admin";

    /// <summary>The user's password, 8 to 128 characters. Default: random.</summary>
    public Secret? Password { get; init; }

    /// <summary>32 hexadecimal digits. Default: random.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Name of the region and of the first project. Default eu-warren-1.</summary>
    public string ProjectName { get; init; } = "eu-warren-1";

    /// <summary>Access key id, 16 to 40 letters and digits. Default: random.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Its secret, 16 to 128 characters. Default: random.</summary>
    public Secret? SecretKey { get; init; }

    /// <summary>Range of the default VPC. Default: what the runtime suggests.</summary>
    public IPNetwork? VpcCidr { get; init; }

    /// <summary>Range of the default subnet. Default: the first half of the VPC's.</summary>
    public IPNetwork? SubnetCidr { get; init; }

    /// <summary>32 hexadecimal digits. Default: random.</summary>
    public string? ZoneId { get; init; }

    /// <summary>Reads the variables through the given function.</summary>
    /// <exception cref="ArgumentException">A value is not usable; the message names the variable and what is allowed.</exception>
    public static BootstrapOptions Read(Func<string, string?> variable)
    {
        string? Text(string name, Regex allowed, string rule)
        {
            var value = variable("WARREN_BOOTSTRAP_" + name);
            return string.IsNullOrEmpty(value) ? null
                : allowed.IsMatch(value) ? value
                : throw new ArgumentException($"WARREN_BOOTSTRAP_{name} must be {rule}.");
        }

        IPNetwork? Range(string name) =>
            variable("WARREN_BOOTSTRAP_" + name) is not { Length: > 0 } text ? null
            : IPNetwork.TryParse(text, out var range) && range.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? range
            : throw new ArgumentException($"WARREN_BOOTSTRAP_{name} must be an IPv4 range such as 127.40.0.0/16.");

        Secret? Hidden(string name, Regex allowed, string rule) => Text(name, allowed, rule) is { } value ? new Secret(value) : null;

        var defaults = new BootstrapOptions();
        return new BootstrapOptions
        {
            Account = Text("ACCOUNT", NamePattern(), "1 to 64 letters, digits, - or _") ?? defaults.Account,
            User = Text("USER", NamePattern(), "1 to 64 letters, digits, - or _") ?? defaults.User,
            Password = Hidden("PASSWORD", PasswordPattern(), "8 to 128 characters"),
            ProjectId = Text("PROJECT_ID", IdPattern(), "32 lower-case hexadecimal digits"),
            ProjectName = Text("PROJECT_NAME", NamePattern(), "1 to 64 letters, digits, - or _") ?? defaults.ProjectName,
            AccessKey = Text("ACCESS_KEY", AccessKeyPattern(), "16 to 40 letters and digits"),
            SecretKey = Hidden("SECRET_KEY", SecretKeyPattern(), "16 to 128 characters"),
            VpcCidr = Range("VPC_CIDR"),
            SubnetCidr = Range("SUBNET_CIDR"),
            ZoneId = Text("ZONE_ID", IdPattern(), "32 lower-case hexadecimal digits"),
        };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"\A.{8,128}\z")]
    private static partial Regex PasswordPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9]{16,40}\z")]
    private static partial Regex AccessKeyPattern();

    [GeneratedRegex(@"\A.{16,128}\z")]
    private static partial Regex SecretKeyPattern();
}
