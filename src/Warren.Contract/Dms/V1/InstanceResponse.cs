using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>An instance as every call shows it: 5.2, 5.6 and the members that real clients decode (as real clients need it).</summary>
public record InstanceResponse
{
    /// <summary>Identifier of the instance, a UUID. Table 5-6.</summary>
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    /// <summary>Name of the instance. Table 5-6.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Description, 0 to 1024 characters; empty when none was given. Table 5-6.</summary>
    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>Always "rabbitmq". Table 5-6.</summary>
    [JsonPropertyName("engine")]
    public required string Engine { get; init; }

    /// <summary>The version that was ordered, for example "3.7.17". Table 5-6.</summary>
    [JsonPropertyName("engine_version")]
    public required string EngineVersion { get; init; }

    /// <summary>The RabbitMQ release that really runs, null until it has been seen running. Ours (decision 0.4).</summary>
    [JsonPropertyName("broker_version")]
    public required string? BrokerVersion { get; init; }

    /// <summary>Which runtime keeps the brokers: "local", or "fake" when no broker runs at all. Ours.</summary>
    [JsonPropertyName("runtime")]
    public required string Runtime { get; init; }

    /// <summary>CPU and memory of a node, with the node count for clusters. Table 5-6.</summary>
    [JsonPropertyName("specification")]
    public required string Specification { get; init; }

    /// <summary>Storage as ordered, GB (decision 0.8).</summary>
    [JsonPropertyName("storage_space")]
    public required int StorageSpace { get; init; }

    /// <summary>Storage as ordered, GB (decision 0.8).</summary>
    [JsonPropertyName("total_storage_space")]
    public required int TotalStorageSpace { get; init; }

    /// <summary>Storage in use, GB, rounded up. Table 5-6.</summary>
    [JsonPropertyName("used_storage_space")]
    public required int UsedStorageSpace { get; init; }

    /// <summary>Addresses to connect to, comma-joined. The name that clients read (as real clients need it).</summary>
    [JsonPropertyName("connect_address")]
    public required string ConnectAddress { get; init; }

    /// <summary>The same, under the name of table 5-6.</summary>
    [JsonPropertyName("connect_addresses")]
    public required string ConnectAddresses { get; init; }

    /// <summary>AMQP port: 5672, or 5671 with TLS. Table 5-6.</summary>
    [JsonPropertyName("port")]
    public required int Port { get; init; }

    /// <summary>One of table 8-3 in upper case, or CREATEFAILED or DELETING (decision 0.1).</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>"single" or "cluster". Table 5-6.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Specification code of the product. Table 5-6.</summary>
    [JsonPropertyName("resource_spec_code")]
    public required string ResourceSpecCode { get; init; }

    /// <summary>1: pay per use. Table 5-21.</summary>
    [JsonPropertyName("charging_mode")]
    public required int ChargingMode { get; init; }

    /// <summary>VPC of the instance. Table 5-6.</summary>
    [JsonPropertyName("vpc_id")]
    public required string VpcId { get; init; }

    /// <summary>Name of that VPC. Table 5-6.</summary>
    [JsonPropertyName("vpc_name")]
    public required string VpcName { get; init; }

    /// <summary>Subnet of the instance. Table 5-6.</summary>
    [JsonPropertyName("subnet_id")]
    public required string SubnetId { get; init; }

    /// <summary>Name of that subnet. Table 5-6.</summary>
    [JsonPropertyName("subnet_name")]
    public required string SubnetName { get; init; }

    /// <summary>Range of that subnet. Table 5-6.</summary>
    [JsonPropertyName("subnet_cidr")]
    public required string SubnetCidr { get; init; }

    /// <summary>Security group of the instance. Table 5-6.</summary>
    [JsonPropertyName("security_group_id")]
    public required string SecurityGroupId { get; init; }

    /// <summary>Name of that group. Table 5-6.</summary>
    [JsonPropertyName("security_group_name")]
    public required string SecurityGroupName { get; init; }

    /// <summary>When the order was accepted: milliseconds since 1970-01-01 UTC, as a string. Table 5-6.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>Why the instance failed or is faulty (table 5-7), else null.</summary>
    [JsonPropertyName("error_code")]
    public required string? ErrorCode { get; init; }

    /// <summary>Product that was ordered. Table 5-6.</summary>
    [JsonPropertyName("product_id")]
    public required string ProductId { get; init; }

    /// <summary>Zone ids in the order given. Table 5-6.</summary>
    [JsonPropertyName("available_zones")]
    public required IReadOnlyList<string> AvailableZones { get; init; }

    /// <summary>Names of those zones, same order (as real clients need it).</summary>
    [JsonPropertyName("available_zone_names")]
    public required IReadOnlyList<string> AvailableZoneNames { get; init; }

    /// <summary>Who ordered the instance. Table 5-6.</summary>
    [JsonPropertyName("user_id")]
    public required string UserId { get; init; }

    /// <summary>Name of that user. Table 5-6.</summary>
    [JsonPropertyName("user_name")]
    public required string UserName { get; init; }

    /// <summary>The customer's RabbitMQ user. Table 5-6.</summary>
    [JsonPropertyName("access_user")]
    public required string AccessUser { get; init; }

    /// <summary>Always null: pay per use has no order. Table 5-6.</summary>
    [JsonPropertyName("order_id")]
    public required string? OrderId { get; init; }

    /// <summary>Start of the maintenance window, in the caller's precision (decision 0.6).</summary>
    [JsonPropertyName("maintain_begin")]
    public required string MaintainBegin { get; init; }

    /// <summary>End of the maintenance window, in the caller's precision (decision 0.6).</summary>
    [JsonPropertyName("maintain_end")]
    public required string MaintainEnd { get; init; }

    /// <summary>Whether public access is on. Table 5-6.</summary>
    [JsonPropertyName("enable_publicip")]
    public required bool EnablePublicIp { get; init; }

    /// <summary>Bound public address, else null. Table 5-6.</summary>
    [JsonPropertyName("publicip_id")]
    public required string? PublicIpId { get; init; }

    /// <summary>The same address in numbers, else null. The name that clients read (as real clients need it).</summary>
    [JsonPropertyName("publicip_address")]
    public required string? PublicIpAddress { get; init; }

    /// <summary>The same, under the name of table 5-6.</summary>
    [JsonPropertyName("publicip_addresses")]
    public required string? PublicIpAddresses { get; init; }

    /// <summary>Public bandwidth in Mbit/s, 0 without public access; spelt as in the reference's list sample.</summary>
    [JsonPropertyName("public_boundwidth")]
    public required int PublicBandwidth { get; init; }

    /// <summary>URL of RabbitMQ's management page and API. Table 5-6.</summary>
    [JsonPropertyName("management_connect_address")]
    public required string ManagementConnectAddress { get; init; }

    /// <summary>Whether the listeners speak TLS. Table 5-6.</summary>
    [JsonPropertyName("ssl_enable")]
    public required bool SslEnable { get; init; }

    /// <summary>"0" is the default enterprise project. Table 5-6.</summary>
    [JsonPropertyName("enterprise_project_id")]
    public required string EnterpriseProjectId { get; init; }

    /// <summary>Whether storage grows without a restart. Table 5-6.</summary>
    [JsonPropertyName("is_logical_volume")]
    public required bool IsLogicalVolume { get; init; }

    /// <summary>How often storage was extended; at most 20. Table 5-6, as a number (as real clients need it).</summary>
    [JsonPropertyName("extend_times")]
    public required int ExtendTimes { get; init; }

    /// <summary>I/O class of the storage. List sample of 5.6.</summary>
    [JsonPropertyName("storage_spec_code")]
    public required string StorageSpecCode { get; init; }

    /// <summary>Identifier of the storage. List sample of 5.6.</summary>
    [JsonPropertyName("storage_resource_id")]
    public required string StorageResourceId { get; init; }

    /// <summary>Always "hec". List sample of 5.6.</summary>
    [JsonPropertyName("storage_type")]
    public required string StorageType { get; init; }

    /// <summary>Always "advanced". List sample of 5.6.</summary>
    [JsonPropertyName("service_type")]
    public required string ServiceType { get; init; }

    /// <summary>Comma list of features; empty for RabbitMQ. List sample of 5.6.</summary>
    [JsonPropertyName("support_features")]
    public required string SupportFeatures { get; init; }

    /// <summary>Number of nodes (as real clients need it).</summary>
    [JsonPropertyName("node_num")]
    public required int NodeNum { get; init; }

    /// <summary>Number of nodes (as real clients need it).</summary>
    [JsonPropertyName("broker_num")]
    public required int BrokerNum { get; init; }

    /// <summary>Always false. List sample of 5.6.</summary>
    [JsonPropertyName("ipv6_enable")]
    public required bool Ipv6Enable { get; init; }

    /// <summary>Always empty. List sample of 5.6.</summary>
    [JsonPropertyName("ipv6_connect_addresses")]
    public required IReadOnlyList<string> Ipv6ConnectAddresses { get; init; }

    /// <summary>Always false. List sample of 5.6.</summary>
    [JsonPropertyName("connector_enable")]
    public required bool ConnectorEnable { get; init; }

    /// <summary>Always empty. List sample of 5.6.</summary>
    [JsonPropertyName("connector_id")]
    public required string ConnectorId { get; init; }

    /// <summary>Always false. List sample of 5.6.</summary>
    [JsonPropertyName("rest_enable")]
    public required bool RestEnable { get; init; }

    /// <summary>Always empty. List sample of 5.6.</summary>
    [JsonPropertyName("rest_connect_address")]
    public required string RestConnectAddress { get; init; }

    /// <summary>Always false here: messages never pass through Warren. List sample of 5.6.</summary>
    [JsonPropertyName("message_query_inst_enable")]
    public required bool MessageQueryInstEnable { get; init; }

    /// <summary>Always false. List sample of 5.6.</summary>
    [JsonPropertyName("vpc_client_plain")]
    public required bool VpcClientPlain { get; init; }

    /// <summary>Always false. List sample of 5.6.</summary>
    [JsonPropertyName("trace_enable")]
    public required bool TraceEnable { get; init; }

    /// <summary>Always false (as real clients need it).</summary>
    [JsonPropertyName("enable_log_collection")]
    public required bool EnableLogCollection { get; init; }

    /// <summary>Always false (as real clients need it).</summary>
    [JsonPropertyName("disk_encrypted")]
    public required bool DiskEncrypted { get; init; }

    /// <summary>As ordered; permissions of broker users count either way (as real clients need it).</summary>
    [JsonPropertyName("enable_acl")]
    public required bool EnableAcl { get; init; }

    /// <summary>Version of the monitoring names (as real clients need it).</summary>
    [JsonPropertyName("ces_version")]
    public required string CesVersion { get; init; }

    /// <summary>Tags of the instance (as real clients need it).</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>What is being done with the instance now (as real clients need it).</summary>
    [JsonPropertyName("task")]
    public required InstanceTask Task { get; init; }
}
