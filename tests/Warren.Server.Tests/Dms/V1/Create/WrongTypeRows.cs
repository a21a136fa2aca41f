namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>Members of the wrong JSON type: 111400005, and the text says which (decision 0.11).</summary>
internal static class WrongTypeRows
{
    private static readonly string[] Strings =
    [
        "name", "description", "engine", "engine_version", "access_user", "password", "vpc_id", "security_group_id", "subnet_id",
        "product_id", "maintain_begin", "maintain_end", "publicip_id", "storage_spec_code",
    ];

    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>();
        void Add(string member, params string[] values)
        {
            foreach (var value in values)
            {
                rows.Add(OrderChange.Json(member, value), "111400005", member);
            }
        }

        foreach (var member in Strings)
        {
            Add(member, "1", "true", "[]", """["abcd"]""", "{}");
        }

        Add("storage_space", "true", "[]", "[100]", "{}");
        Add("available_zones", "1", "true", "{}", "\"zone\"", "[1]", "[[]]", "[{}]");
        Add("enable_publicip", "1", "0", "\"yes\"", "\"\"", "[]", "{}");
        Add("ssl_enable", "1", "0", "\"on\"", "\"\"", "[]", "{}");
        Add("enterprise_project_id", "[]", "{}", "1.5", "1e30");
        Add("tags", "1", "true", "{}", "\"a=b\"", "[1]", "[[]]", """[{"key":1}]""");
        return rows;
    }
}
