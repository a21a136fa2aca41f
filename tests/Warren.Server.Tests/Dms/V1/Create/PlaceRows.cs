namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>Where an instance goes: network, zone, public address, enterprise project.</summary>
internal static class PlaceRows
{
    private const string Unknown = "7f3e1a52-0000-4000-8000-000000000000";

    private static readonly (string Member, string Empty, string Unknown)[] Network =
    [
        ("vpc_id", "111400013", "111400068"),
        ("security_group_id", "111400014", "111400046"),
        ("subnet_id", "111400016", "111400018"),
    ];

    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var (member, empty, unknown) in Network)
        {
            foreach (var nothing in (string[])["\"\"", "\" \"", "null", "\"(absent)\""])
            {
                rows.Add(OrderChange.Json(member, nothing), empty, member);
            }

            rows.Add(OrderChange.Text(member, Unknown), unknown, $"{member} {Unknown}");
            rows.Add(OrderChange.Text(member, "nonsense"), unknown, $"{member} nonsense");
            rows.Add(OrderChange.Text(member, "兔' OR 1=1 --"), unknown, member);
        }

        foreach (var zones in (string[])["\"(absent)\"", "null", "[]", "[\"\"]", "[null]", """["a","b"]""", """["",""]"""])
        {
            rows.Add(OrderChange.Json("available_zones", zones), "111400067", "available_zones");
        }

        rows.Add("""{"available_zones":["d573142f24894ef3bd3664de068b44b0"]}""", "111400042", "available_zones");
        rows.Add("""{"enable_publicip":true}""", "111400063", "publicip_id");
        rows.Add("""{"enable_publicip":true,"publicip_id":""}""", "111400063", "publicip_id");
        return rows;
    }

    public static TheoryData<string, string, string> Accepted() => new()
    {
        { """{"enable_publicip":false}""", "enable_publicip", "false" },
        { """{"enable_publicip":false,"publicip_id":""}""", "publicip_id", "null" },
        { """{"enable_publicip":"False"}""", "enable_publicip", "false" },
        { """{"enable_publicip":null}""", "enable_publicip", "false" },
        { $$"""{"publicip_id":"{{Unknown}}"}""", "publicip_id", "null" },
        { """{"ssl_enable":false}""", "port", "5672" },
        { """{"ssl_enable":null}""", "ssl_enable", "false" },
        { """{"ssl_enable":true}""", "ssl_enable", "true" },
        { """{"ssl_enable":true}""", "port", "5671" },
        { """{"ssl_enable":"True"}""", "port", "5671" },
        { """{"enterprise_project_id":"0"}""", "enterprise_project_id", "\"0\"" },
        { """{"enterprise_project_id":0}""", "enterprise_project_id", "\"0\"" },
        { """{"enterprise_project_id":""}""", "enterprise_project_id", "\"0\"" },
        { """{"enterprise_project_id":null}""", "enterprise_project_id", "\"0\"" },
    };
}
