namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>name: a letter, then letters, digits, - or _; 4 to 64 (decision 0.3). description: at most 1024 characters.</summary>
internal static class NameRows
{
    /// <summary>Every printable ASCII character that a name cannot hold, and some that look or sort like ones that it can.</summary>
    private static readonly IEnumerable<string> Forbidden =
        Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')).Select(c => c.ToString())
            .Concat(["\t", "\n", "\0", "é", "兔", "Ａ", "٣", "🐇", "\u200b"]);

    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>();
        string[] names = ["", "abc", new('a', 65), "1abc", "-abc", "_abc", " abcd", "abcd ", "abcd\n", "兔子队列", .. Forbidden.Select(c => $"ab{c}cd")];
        foreach (var change in names.Select(n => OrderChange.Text("name", n)).Concat([OrderChange.Text("name", OrderChange.Absent), OrderChange.Json("name", "null")]))
        {
            rows.Add(change, "111400010", "name");
        }

        rows.Add(OrderChange.Text("description", new string('d', 1025)), "111400011", "description");
        rows.Add(OrderChange.Text("description", new string('兔', 1025)), "111400011", "description");
        return rows;
    }

    public static TheoryData<string, string, string> Accepted()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var name in (string[])["abcd", new('Z', 64), "a-_1", "Queue-of_Rabbits-2"])
        {
            rows.Add(OrderChange.Text("name", name), "name", $"\"{name}\"");
        }

        rows.Add(OrderChange.Text("description", OrderChange.Absent), "description", "\"\"");
        rows.Add(OrderChange.Json("description", "null"), "description", "\"\"");
        foreach (var text in (string[])["", new('d', 1024), new('兔', 1024), "兔子 🐇 <b>&\u00a0\u0007", """a \ and a " and a \" and \u0041""", "two\nlines\tand\0more"])
        {
            var change = OrderChange.Text("description", text);
            rows.Add(change, "description", change["""{"description":""".Length..^1]);
        }

        return rows;
    }
}
