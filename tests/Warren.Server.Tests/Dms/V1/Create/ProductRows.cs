using Warren.Engine.Catalogue;

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>product_id: one of those that are paid by the hour (decision 0.5).</summary>
internal static class ProductRows
{
    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>();
        string[] ids = ["", "00300-30109-0--1", " 00300-30109-0--0", "dms.instance.rabbitmq.single.c3.2u4g", OrderChange.Absent, .. ProductCatalogue.Default.Flavours.Select(f => f.MonthlyId)];
        foreach (var change in ids.Select(id => OrderChange.Text("product_id", id)).Append(OrderChange.Json("product_id", "null")))
        {
            rows.Add(change, "111400009", "product_id");
        }

        return rows;
    }

    public static TheoryData<string, string, string> Accepted()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var flavour in ProductCatalogue.Default.Flavours)
        {
            var change = $$"""{"product_id":"{{flavour.HourlyId}}","storage_space":{{flavour.StorageGb}}}""";
            rows.Add(change, "resource_spec_code", $"\"{flavour.SpecCode}\"");
            rows.Add(change, "product_id", $"\"{flavour.HourlyId}\"");
        }

        const string Five = """{"product_id":"00300-30211-0--0","storage_space":500}""";
        rows.Add(Five, "type", "\"cluster\"");
        rows.Add(Five, "specification", "\"4vCPUs 8GB * 5\"");
        rows.Add(Five, "node_num", "5");
        rows.Add(Five, "broker_num", "5");
        rows.Add("{}", "type", "\"single\"");
        rows.Add("{}", "specification", "\"2vCPUs 4GB\"");
        rows.Add("{}", "node_num", "1");
        return rows;
    }
}
