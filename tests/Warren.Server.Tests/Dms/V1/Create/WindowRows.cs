using Warren.Engine.Catalogue;

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>maintain_begin and maintain_end: both or neither, HH or HH:mm or HH:mm:ss, answered in the caller's precision (decision 0.6).</summary>
internal static class WindowRows
{
    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>();
        (string? Begin, string? End)[] windows =
        [
            ("22:00", null), (null, "02:00"), ("22:00", ""), ("", "02:00"), // one alone
            ("03:00", "07:00"), ("22:00", "06:00"), ("06:00", "02:00"), ("22:00", "22:00"), ("02:00", "10:00"), ("24:00", "04:00"), // no window
            ("2:00", "6:00"), ("02:30", "06:30"), ("02:00:01", "06:00:00"), ("0200", "0600"), (" 02:00", "06:00"), ("02:00\n", "06:00"),
            ("02:00:00:00", "06:00"), ("2", "6"), ("02:", "06:"), ("٠٢:00", "06:00"), ("-2", "02"), ("02.00", "06.00"), // no time
        ];
        foreach (var (begin, end) in windows)
        {
            rows.Add(Change(begin, end), "111400106", "maintain_begin");
        }

        return rows;
    }

    public static TheoryData<string, string, string> Accepted()
    {
        var rows = new TheoryData<string, string, string>
        {
            { "{}", "maintain_begin", "\"02:00\"" },
            { "{}", "maintain_end", "\"06:00\"" },
            { """{"maintain_begin":"","maintain_end":""}""", "maintain_begin", "\"02:00\"" },
            { """{"maintain_begin":null,"maintain_end":""}""", "maintain_end", "\"06:00\"" },
            { """{"maintain_begin":"14","maintain_end":"18:00:00"}""", "maintain_begin", "\"14\"" },
            { """{"maintain_begin":"14","maintain_end":"18:00:00"}""", "maintain_end", "\"18:00:00\"" },
        };
        foreach (var window in ProductCatalogue.Default.Windows)
        {
            foreach (var rest in (string[])["", ":00", ":00:00"])
            {
                var change = Change($"{window.Begin:00}{rest}", $"{window.End:00}{rest}");
                rows.Add(change, "maintain_begin", $"\"{window.Begin:00}{rest}\"");
                rows.Add(change, "maintain_end", $"\"{window.End:00}{rest}\"");
            }
        }

        return rows;
    }

    private static string Change(string? begin, string? end) => new System.Text.Json.Nodes.JsonObject
    {
        ["maintain_begin"] = begin,
        ["maintain_end"] = end,
    }.ToJsonString();
}
