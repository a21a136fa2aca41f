using System.Text.Json.Nodes;
using Warren.Engine.Catalogue;
using Warren.Server.Tests.Dms.V1.Create;

namespace Warren.Server.Tests.Dms.V1.Change;

/// <summary>Table 5-10: the rules of the order again, except that a member that is absent, null or an empty window stays as it is.</summary>
internal static class ModifyRows
{
    private const string Unknown = "7f3e1a52-0000-4000-8000-000000000000";

    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var row in NameRows.Refused().Where(r => !LeavesTheName(r.Data.Item1)))
        {
            rows.Add(row.Data.Item1, row.Data.Item2, row.Data.Item3);
        }

        (string Begin, string End)[] windows =
        [
            ("22:00", "06:00"), ("06:00", "02:00"), ("03:00", ""), ("", "07:00"), ("24:00", ""), ("", "24"), ("2", "6"), ("02:30", "06:30"), ("02:00\n", "06:00"), ("x", "y"),
        ];
        foreach (var (begin, end) in windows)
        {
            rows.Add(new JsonObject { ["maintain_begin"] = begin, ["maintain_end"] = end }.ToJsonString(), "111400106", "maintain_begin");
        }

        rows.Add(OrderChange.Text("security_group_id", Unknown), "111400046", $"security_group_id {Unknown}");
        rows.Add(OrderChange.Text("security_group_id", "兔' OR 1=1 --"), "111400046", "security_group_id");
        foreach (var member in (string[])["name", "description", "maintain_begin", "maintain_end", "security_group_id", "publicip_id"])
        {
            rows.Add(OrderChange.Json(member, "1"), "111400005", member);
            rows.Add(OrderChange.Json(member, "[]"), "111400005", member);
        }

        rows.Add("""{"enable_publicip":true}""", "111400063", "publicip_id");
        rows.Add("""{"enable_publicip":"True","publicip_id":""}""", "111400063", "publicip_id");
        rows.Add("""{"enable_publicip":"perhaps"}""", "111400005", "enable_publicip");
        rows.Add("""{"enable_publicip":1}""", "111400005", "enable_publicip");
        rows.Add("""{"enterprise_project_id":[]}""", "111400005", "enterprise_project_id");
        rows.Add("""{"enterprise_project_id":"7f3e1a52-0000-4000-8000-000000000001"}""", "111400063", "enterprise_project_id");
        rows.Add("", "111400004", "body");
        rows.Add(" \n", "111400004", "body");
        rows.Add("null", "111400005", "object");
        rows.Add("[]", "111400005", "object");
        rows.Add("{", "111400005", "JSON");
        rows.Add("""{"name":"abcd","name":"abcd"}""", "111400005", "name");
        return rows;
    }

    public static TheoryData<string, string, string> Accepted()
    {
        var rows = new TheoryData<string, string, string>
        {
            { """{"description":""}""", "description", "\"\"" },
            { OrderChange.Text("description", new string('兔', 1024)), "description", $"\"{new string('兔', 1024)}\"" },
            { """{"description":"\\ and \""}""", "description", """ "\\ and \"" """ },
            { """{"enterprise_project_id":"0"}""", "enterprise_project_id", "\"0\"" },
            { """{"enable_publicip":false}""", "enable_publicip", "false" },
            { """{"enable_publicip":"False","publicip_id":""}""", "publicip_id", "null" },
        };
        foreach (var name in (string[])["m-_2", new('Y', 64)])
        {
            rows.Add(OrderChange.Text("name", name), "name", $"\"{name}\"");
        }

        // Real clients send the one that changed: each begin and each end belongs to one window, and the other comes in its precision (decision 0.6).
        foreach (var window in ProductCatalogue.Default.Windows)
        {
            foreach (var rest in (string[])["", ":00", ":00:00"])
            {
                var (begin, end) = ($"{window.Begin:00}{rest}", $"{window.End:00}{rest}");
                rows.Add(OrderChange.Text("maintain_begin", begin), "maintain_begin", $"\"{begin}\"");
                rows.Add(OrderChange.Text("maintain_begin", begin), "maintain_end", $"\"{end}\"");
                rows.Add(OrderChange.Text("maintain_end", end), "maintain_begin", $"\"{begin}\"");
                rows.Add($$"""{"maintain_begin":"{{begin}}","maintain_end":"{{end}}"}""", "maintain_end", $"\"{end}\"");
            }
        }

        return rows;
    }

    /// <summary>Bodies that change nothing and are none the less fine.</summary>
    public static TheoryData<string> WithoutEffect() =>
    [
        "{}",
        """{"name":null,"description":null,"maintain_begin":null,"maintain_end":null,"security_group_id":null,"enable_publicip":null,"publicip_id":null,"enterprise_project_id":null}""",
        """{"maintain_begin":"","maintain_end":"","security_group_id":"","enterprise_project_id":""}""",
        """{"instance_id":"7f3e1a52-0000-4000-8000-000000000000","id":1,"status":"FAULTY","storage_space":1,"password":"Other-Secret-1"}""",
        """{"enable_publicip":false,"publicip_id":"7f3e1a52-0000-4000-8000-000000000000"}""",
    ];

    private static bool LeavesTheName(string change) =>
        change.Contains(OrderChange.Absent, StringComparison.Ordinal) || change.Contains("\"name\":null", StringComparison.Ordinal);
}
