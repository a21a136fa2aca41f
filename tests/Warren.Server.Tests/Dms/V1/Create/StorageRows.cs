namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>storage_space: 100 to 90000 for one node, 100 per node for a cluster; a number, or one in a string (decision 0.8, what real clients need).</summary>
internal static class StorageRows
{
    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var storage in (string[])["\"(absent)\"", "null", "99", "0", "-1", "-100", "90001", "2147483647", "\"99\"", "\"-100\""])
        {
            rows.Add(OrderChange.Json("storage_space", storage), "111400500", "storage_space");
        }

        foreach (var storage in (string[])["100.5", "9999999999", "-9999999999", "1e999", "\"abc\"", "\"\"", "\"100.5\"", "\"9999999999\"", "\" 100\"", "\"0x64\"", "\"１００\""])
        {
            rows.Add(OrderChange.Json("storage_space", storage), "111400005", "storage_space");
        }

        // What is allowed is said in numbers: 100 per node.
        rows.Add("""{"storage_space":299,"product_id":"00300-30209-0--0"}""", "111400500", "300");
        rows.Add("""{"storage_space":499,"product_id":"00300-30211-0--0"}""", "111400500", "500");
        rows.Add("""{"storage_space":699,"product_id":"00300-30213-0--0"}""", "111400500", "700");
        rows.Add("""{"storage_space":90001,"product_id":"00300-30213-0--0"}""", "111400500", "90000");
        rows.Add("""{"storage_spec_code":"(absent)"}""", "111400125", "storage_spec_code");
        rows.Add("""{"storage_spec_code":null}""", "111400125", "storage_spec_code");
        rows.Add("""{"storage_spec_code":""}""", "111400125", "storage_spec_code");
        rows.Add("""{"storage_spec_code":"dms.physical.storage.slow"}""", "111400125", "storage_spec_code");
        rows.Add("""{"storage_spec_code":"DMS.PHYSICAL.STORAGE.ULTRA"}""", "111400125", "storage_spec_code");
        return rows;
    }

    public static TheoryData<string, string, string> Accepted()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var member in (string[])["storage_space", "total_storage_space"]) // both answer what was ordered
        {
            rows.Add("""{"storage_space":100}""", member, "100");
            rows.Add("""{"storage_space":101}""", member, "101");
            rows.Add("""{"storage_space":90000}""", member, "90000");
            rows.Add("""{"storage_space":"600"}""", member, "600");
            rows.Add("""{"storage_space":300,"product_id":"00300-30209-0--0"}""", member, "300");
            rows.Add("""{"storage_space":90000,"product_id":"00300-30225-0--0"}""", member, "90000");
        }

        foreach (var code in (string[])["normal", "high", "ultra"])
        {
            rows.Add(OrderChange.Text("storage_spec_code", $"dms.physical.storage.{code}"), "storage_spec_code", $"\"dms.physical.storage.{code}\"");
        }

        return rows;
    }
}
