using System.Text.Json;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>An instance as a whole: every member that clients decode is there with the JSON type that they insist on (as real clients need it).</summary>
public sealed class InstanceMembersTests(ShownInstance instance) : IClassFixture<ShownInstance>
{
    private const string Text = "string";
    private const string Whole = "int";
    private const string Flag = "bool";
    private const string TextOrNull = "string or null";
    private const string Texts = "list of strings";

    public static TheoryData<string, string> Members => new()
    {
        { "instance_id", Text }, { "name", Text }, { "description", Text }, { "engine", Text }, { "engine_version", Text },
        { "specification", Text }, { "status", Text }, { "type", Text },
        { "storage_space", Whole }, { "total_storage_space", Whole }, { "used_storage_space", Whole },
        { "connect_address", Text }, { "connect_addresses", Text }, { "port", Whole },
        { "resource_spec_code", Text }, { "charging_mode", Whole },
        { "vpc_id", Text }, { "vpc_name", Text }, { "subnet_id", Text }, { "subnet_name", Text }, { "subnet_cidr", Text },
        { "security_group_id", Text }, { "security_group_name", Text },
        { "created_at", Text }, { "error_code", TextOrNull }, { "product_id", Text },
        { "available_zones", Texts }, { "available_zone_names", Texts },
        { "user_id", Text }, { "user_name", Text }, { "access_user", Text }, { "order_id", TextOrNull },
        { "maintain_begin", Text }, { "maintain_end", Text },
        { "enable_publicip", Flag }, { "ssl_enable", Flag }, { "is_logical_volume", Flag },
        { "publicip_id", TextOrNull }, { "publicip_address", TextOrNull }, { "publicip_addresses", TextOrNull },
        { "management_connect_address", Text }, { "enterprise_project_id", Text }, { "extend_times", Whole },
        { "storage_spec_code", Text }, { "storage_resource_id", Text }, { "storage_type", Text }, { "service_type", Text },
        { "public_boundwidth", Whole }, { "support_features", Text },
        { "ipv6_enable", Flag }, { "connector_enable", Flag }, { "rest_enable", Flag }, { "message_query_inst_enable", Flag },
        { "vpc_client_plain", Flag }, { "trace_enable", Flag }, { "enable_log_collection", Flag }, { "disk_encrypted", Flag }, { "enable_acl", Flag },
        { "ipv6_connect_addresses", Texts },
        { "connector_id", Text }, { "rest_connect_address", Text }, { "ces_version", Text },
        { "broker_num", Whole }, { "node_num", Whole },
        { "tags", "list of key and value" }, { "task", "name, status and created_at" },

        // Ours: which release really runs, and who keeps it (decision 0.4).
        { "broker_version", TextOrNull }, { "runtime", Text },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_is_there_with_its_type_while_creating_and_when_running(string name, string type)
    {
        AssertType(instance.WhileCreating, name, type);
        AssertType(instance.Running, name, type);
    }

    [Fact]
    public void There_are_no_other_members()
    {
        // Among them partition_num, which clients decode with contradicting types, and the password.
        Assert.Equal(
            Members.Select(m => m.Data.Item1).Order(StringComparer.Ordinal),
            instance.Running.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_running_instance_says_where_and_since_when_it_is_to_be_had()
    {
        var shown = instance.Running;
        var address = shown.GetProperty("connect_address").GetString();
        Assert.StartsWith("10.", address, StringComparison.Ordinal);
        Assert.Equal(address, shown.GetProperty("connect_addresses").GetString());
        Assert.Equal($"http://{address}:15672", shown.GetProperty("management_connect_address").GetString());
        Assert.Equal("fake", shown.GetProperty("runtime").GetString());
        Assert.Equal("none (fake)", shown.GetProperty("broker_version").GetString());
        var created = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(shown.GetProperty("created_at").GetString()!));
        Assert.InRange(TimeProvider.System.GetUtcNow() - created, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void An_instance_is_busy_with_its_creation_until_it_runs()
    {
        Assert.Equal("CREATING", instance.WhileCreating.GetProperty("status").GetString());
        Assert.Equal("createInstance", instance.WhileCreating.GetProperty("task").GetProperty("name").GetString());
        Assert.Equal("RUNNING", instance.Running.GetProperty("status").GetString());
        Assert.Equal("", instance.Running.GetProperty("task").GetProperty("status").GetString()); // what pollers wait for
    }

    private static void AssertType(JsonElement shown, string name, string type) => Assert.True(Is(shown.GetProperty(name), type), $"{name}: {shown.GetProperty(name)}");

    private static bool Is(JsonElement value, string type) => type switch
    {
        Text => value.ValueKind == JsonValueKind.String,
        TextOrNull => value.ValueKind is JsonValueKind.String or JsonValueKind.Null,
        Whole => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        Texts => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String),
        "list of key and value" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => HasTexts(v, "key", "value")),
        _ => HasTexts(value, "name", "status", "created_at"),
    };

    private static bool HasTexts(JsonElement value, params string[] names) => names.All(n => value.GetProperty(n).ValueKind == JsonValueKind.String);
}
