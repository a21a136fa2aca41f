using System.Security.Cryptography;

namespace Warren.Engine.Security;

/// <summary>Random identifiers and secrets, from the system's generator.</summary>
public static class RandomText
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>32 lower-case hexadecimal digits: the form of account, user, project and zone ids.</summary>
    public static string Id() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>A UUID in its usual form: instances, VPCs, subnets, groups, tasks.</summary>
    public static string Uuid() => Guid.NewGuid().ToString("D");

    /// <summary>Letters and digits, about 6 bits each.</summary>
    public static Secret Password(int length) => new(RandomNumberGenerator.GetString(Alphanumeric, length));

    /// <summary>20 capital letters and digits, the form of access keys.</summary>
    public static string AccessKey() => RandomNumberGenerator.GetString(Upper + "0123456789", 20);
}
