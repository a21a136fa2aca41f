namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>access_user: letters, digits and -, 4 to 64. password: 8 to 32 of four classes, two at least (decision 0.10).</summary>
internal static class AccessRows
{
    /// <summary>Tables 5-2 and 8-2 together: the first has the semicolon, the second the quote and the dot.</summary>
    private const string Specials = """`~!@#$%^&*()-_=+\|[{}]:'",<.>/?;""";

    public static TheoryData<string, string, string> RefusedUsers()
    {
        var rows = new TheoryData<string, string, string>();
        string[] users = ["", "abc", new('u', 65), "ab_d", "ab.d", "ab d", " abcd", "abcd\n", "兔子用户", "ab@d", "ab/d", "ab\0d", "ábcd", OrderChange.Absent];
        foreach (var change in users.Select(u => OrderChange.Text("access_user", u)).Append(OrderChange.Json("access_user", "null")))
        {
            rows.Add(change, "111400015", "access_user");
        }

        return rows;
    }

    public static TheoryData<string, string, string> RefusedPasswords()
    {
        var rows = new TheoryData<string, string, string>();
        string[] forms = ["", "Abcdef1", new string('a', 32) + "1", "Abcd ef1", "Abcdef1 ", "Abcdef1\n", "Abcdef1兔", "Abcdef1ü", "Abcdef1\t", "Abcdef1\0", "Ａbcdefg1", OrderChange.Absent];
        foreach (var change in forms.Select(p => OrderChange.Text("password", p)).Append(OrderChange.Json("password", "null")))
        {
            rows.Add(change, "111400012", "password");
        }

        foreach (var oneClass in (string[])["abcdefgh", "ABCDEFGH", "12345678", "!@#$%^&*", new('x', 32)])
        {
            rows.Add(OrderChange.Text("password", oneClass), "111400019", "password");
        }

        return rows;
    }

    public static TheoryData<string, string, string> Accepted()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var user in (string[])["user", "1234", "-a-b", new('U', 64), "guest"])
        {
            rows.Add(OrderChange.Text("access_user", user), "access_user", $"\"{user}\"");
        }

        string[] pairs = ["abcdefgH", "abcdefg1", "abcdefg!", "ABCDEFG1", "ABCDEFG!", "1234567!", "aB1!aB1!"];
        string[] lengths = ["Abcdefg1", new string('a', 31) + "1"];
        foreach (var password in pairs.Concat(lengths).Concat(Specials.Select(c => $"passwor{c}")))
        {
            rows.Add(OrderChange.Text("password", password), "status", "\"CREATING\"");
        }

        return rows;
    }
}
