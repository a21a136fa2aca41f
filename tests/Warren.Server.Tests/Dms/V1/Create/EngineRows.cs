namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>engine: rabbitmq in any case (as real clients need it). engine_version: what the catalogue has (decision 0.4).</summary>
internal static class EngineRows
{
    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var engine in (string[])["\"(absent)\"", "null", "\"\"", "\"kafka\"", "\"rabbit mq\"", "\" rabbitmq\"", "\"rabbıtmq\"", "\"rabbitmq\\u0000\""])
        {
            rows.Add(OrderChange.Json("engine", engine), "111400007", "engine");
        }

        foreach (var version in (string[])["3.7", "3.7.18", "3.8.35", "3.7.17 ", "latest", "v3.7.17"])
        {
            rows.Add(OrderChange.Text("engine_version", version), "111400008", "engine_version");
        }

        return rows;
    }

    public static TheoryData<string, string, string> Accepted() => new()
    {
        { """{"engine":"RabbitMQ"}""", "engine", "\"rabbitmq\"" },
        { """{"engine":"RABBITMQ"}""", "engine", "\"rabbitmq\"" },
        { """{"engine":"rabbitmq"}""", "engine", "\"rabbitmq\"" },
        { """{"engine_version":"3.7.17"}""", "engine_version", "\"3.7.17\"" },
        { """{"engine_version":"(absent)"}""", "engine_version", "\"3.7.17\"" },
        { """{"engine_version":null}""", "engine_version", "\"3.7.17\"" },
        { """{"engine_version":""}""", "engine_version", "\"3.7.17\"" },
    };
}
