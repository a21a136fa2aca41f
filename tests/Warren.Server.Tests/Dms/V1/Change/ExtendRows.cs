namespace Warren.Server.Tests.Dms.V1.Change;

/// <summary>POST …/extend (as real clients need it): the old body style without oper_type, and the new one with it.</summary>
internal static class ExtendRows
{
    private const string Single = "{}";
    private const string Cluster = InstanceSteps.ClusterOf3;
    private const string ClusterOf5 = """{"product_id":"00300-30211-0--0","storage_space":500}""";
    private const string Uneven = """{"product_id":"00300-30209-0--0","storage_space":350}""";

    /// <summary>An order, a body, and what the instance has afterwards: specification, product, nodes, storage, and how often storage was extended.</summary>
    public static TheoryData<string, string, string, string, int, int, int> Accepted() => new()
    {
        { Single, """{"new_storage_space":200}""", "single.c3.2u4g", "00300-30109-0--0", 1, 200, 1 },
        { Single, """{"new_storage_space":"101"}""", "single.c3.2u4g", "00300-30109-0--0", 1, 101, 1 },
        { Single, """{"oper_type":"storage","new_storage_space":90000}""", "single.c3.2u4g", "00300-30109-0--0", 1, 90000, 1 },
        { Single, """{"oper_type":"","new_storage_space":200}""", "single.c3.2u4g", "00300-30109-0--0", 1, 200, 1 },
        { Single, """{"new_spec_code":"dms.instance.rabbitmq.single.c3.2u4g","new_storage_space":200}""", "single.c3.2u4g", "00300-30109-0--0", 1, 200, 1 },
        { Single, """{"new_spec_code":"dms.instance.rabbitmq.single.c3.16u32g"}""", "single.c3.16u32g", "00300-30115-0--0", 1, 100, 0 },
        { Single, """{"new_spec_code":"dms.instance.rabbitmq.single.c3.4u8g","new_storage_space":300}""", "single.c3.4u8g", "00300-30111-0--0", 1, 300, 1 },
        { Single, """{"oper_type":"vertical","new_product_id":"00300-30113-0--0"}""", "single.c3.8u16g", "00300-30113-0--0", 1, 100, 0 },
        { Single, """{"oper_type":"vertical","new_spec_code":"dms.instance.rabbitmq.single.c3.4u8g"}""", "single.c3.4u8g", "00300-30111-0--0", 1, 100, 0 },
        { Cluster, """{"oper_type":"storage","new_storage_space":600}""", "cluster.c3.4u8g.3", "00300-30209-0--0", 3, 600, 1 },
        { Cluster, """{"oper_type":"horizontal","new_broker_num":5}""", "cluster.c3.4u8g.5", "00300-30211-0--0", 5, 500, 1 },
        { Cluster, """{"oper_type":"horizontal","new_broker_num":"7"}""", "cluster.c3.4u8g.7", "00300-30213-0--0", 7, 700, 1 },
        { Cluster, """{"oper_type":"horizontal","new_broker_num":5,"new_storage_space":1000}""", "cluster.c3.4u8g.5", "00300-30211-0--0", 5, 1000, 1 },
        { Cluster, """{"new_spec_code":"dms.instance.rabbitmq.cluster.c3.4u8g.5","new_storage_space":500}""", "cluster.c3.4u8g.5", "00300-30211-0--0", 5, 500, 1 },
        { Cluster, """{"oper_type":"vertical","new_product_id":"00300-30215-0--0"}""", "cluster.c3.8u16g.3", "00300-30215-0--0", 3, 300, 0 },

        // 350 GB are no whole number for each of three nodes; nothing of it is lost.
        { Uneven, """{"oper_type":"vertical","new_product_id":"00300-30215-0--0"}""", "cluster.c3.8u16g.3", "00300-30215-0--0", 3, 350, 0 },
        { Uneven, """{"oper_type":"horizontal","new_broker_num":5}""", "cluster.c3.4u8g.5", "00300-30211-0--0", 5, 580, 1 },
    };

    /// <summary>An order, a body, the code and what the text names.</summary>
    public static TheoryData<string, string, string, string> Refused() => new()
    {
        { Single, "", "111400004", "body" },
        { Single, "[]", "111400005", "object" },
        { Single, """{"new_storage_space":"much"}""", "111400005", "new_storage_space" },
        { Single, """{"new_storage_space":100.5}""", "111400005", "new_storage_space" },
        { Single, """{"new_broker_num":[]}""", "111400005", "new_broker_num" },
        { Single, """{"new_product_id":1}""", "111400005", "new_product_id" },
        { Single, "{}", "111400500", "101" },
        { Single, """{"new_storage_space":100}""", "111400500", "101" },
        { Single, """{"oper_type":"storage"}""", "111400500", "101" },
        { Single, """{"oper_type":"storage","new_storage_space":99}""", "111400500", "90000" },
        { Single, """{"oper_type":"storage","new_storage_space":90001}""", "111400500", "90000" },
        { Single, """{"oper_type":"storage","new_storage_space":0}""", "111400500", "101" },
        { Single, """{"oper_type":"storage","new_storage_space":-200}""", "111400500", "101" },
        { Single, """{"new_spec_code":"dms.instance.rabbitmq.single.c3.2u4g"}""", "111400500", "101" },
        { Single, """{"new_spec_code":"dms.instance.rabbitmq.single.c3.4u8g","new_storage_space":99}""", "111400500", "100" },
        { Single, """{"oper_type":"sideways","new_storage_space":200}""", "111400063", "oper_type" },
        { Single, """{"new_spec_code":"dms.instance.rabbitmq.single.c9.64u128g","new_storage_space":200}""", "111400125", "new_spec_code" },
        { Single, """{"oper_type":"vertical"}""", "111400125", "new_product_id" },
        { Single, """{"oper_type":"vertical","new_product_id":"nonsense"}""", "111400125", "new_product_id" },
        { Single, """{"oper_type":"vertical","new_product_id":"00300-30112-0--0"}""", "111400125", "Hourly" },
        { Single, """{"oper_type":"vertical","new_product_id":"00300-30209-0--0"}""", "111400125", "single" },
        { Single, """{"new_spec_code":"dms.instance.rabbitmq.cluster.c3.4u8g.3","new_storage_space":300}""", "111400125", "single" },
        { Single, """{"oper_type":"horizontal"}""", "111400125", "new_broker_num" },
        { Single, """{"oper_type":"horizontal","new_broker_num":3}""", "111400125", "new_broker_num" },
        { ClusterOf5, """{"oper_type":"horizontal","new_broker_num":3}""", "111400125", "new_broker_num 7" },
        { ClusterOf5, """{"oper_type":"horizontal","new_broker_num":5}""", "111400125", "new_broker_num 7" },
        { ClusterOf5, """{"oper_type":"horizontal","new_broker_num":6}""", "111400125", "new_broker_num 7" },
        { ClusterOf5, """{"new_spec_code":"dms.instance.rabbitmq.cluster.c3.4u8g.3","new_storage_space":600}""", "111400125", "5 nodes" },
        { ClusterOf5, """{"oper_type":"vertical","new_product_id":"00300-30109-0--0"}""", "111400125", "cluster" },
        { ClusterOf5, """{"oper_type":"horizontal","new_broker_num":7,"new_storage_space":699}""", "111400500", "700" },
        { Uneven, """{"new_spec_code":"dms.instance.rabbitmq.cluster.c3.8u16g.3","new_storage_space":349}""", "111400500", "350" },
    };
}
