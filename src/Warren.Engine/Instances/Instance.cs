namespace Warren.Engine.Instances;

/// <summary>
/// One ordered instance. Columns have one writer each: what the customer wants is written by the API, what is by the reconciler;
/// what is shown is computed from both (<see cref="InstanceStatusRules"/>).
/// </summary>
public sealed class Instance
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    // ---- what is wanted: written by the API

    /// <summary>Unique in the project among instances that are not being deleted.</summary>
    public required string Name { get; set; }

    public required string Description { get; set; }

    /// <summary>As ordered; the release that really runs is <see cref="BrokerVersion"/>.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>As ordered: an hourly id or a family's (<see cref="Catalogue.Flavour"/>); an extension keeps the kind.</summary>
    public required string ProductId { get; set; }

    public required string SpecCode { get; set; }

    public required int NodeCount { get; set; }

    /// <summary>GB, all nodes together.</summary>
    public required int StorageGb { get; set; }

    public required string StorageSpecCode { get; init; }

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required string SecurityGroupId { get; set; }

    /// <summary>Zone ids, comma-joined, in the order given.</summary>
    public required string ZoneIds { get; init; }

    public required string EnterpriseProjectId { get; set; }

    /// <summary>In the caller's precision: HH, HH:mm or HH:mm:ss.</summary>
    public required string MaintainBegin { get; set; }

    public required string MaintainEnd { get; set; }

    public required string AccessUser { get; init; }

    /// <summary>RabbitMQ's salted SHA-256; the password itself is not kept.</summary>
    public required string AccessPasswordHash { get; set; }

    public required bool TlsEnabled { get; init; }

    /// <summary>Kept for clients that ask for it; permissions of broker users count either way.</summary>
    public bool AclEnabled { get; set; }

    public string? PublicIpId { get; set; }

    public string? PublicIpAddress { get; set; }

    /// <summary>Node addresses, comma-joined, in node order.</summary>
    public required string Addresses { get; set; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>When the order was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public int ExtendTimes { get; set; }

    public bool AutoExpandEnabled { get; set; }

    /// <summary>Percent of the storage in use at which it is extended; 0: never said.</summary>
    public int ExpandThreshold { get; set; }

    /// <summary>Percent of the storage that an extension adds; 0: never said.</summary>
    public int ExpandIncrement { get; set; }

    /// <summary>GB, all nodes together, beyond which it is not extended by itself; 0: never said.</summary>
    public int ExpandLimitGb { get; set; }

    /// <summary>Plugins that the customer turned on, comma-joined, by name; empty: none.</summary>
    public string Plugins { get; set; } = "";

    public DateTimeOffset? DeletionRequestedAt { get; set; }

    /// <summary>Of a deleted instance, until when the recycle bin keeps its data; null: it is removed at once.</summary>
    public DateTimeOffset? KeptUntil { get; set; }

    /// <summary>Grows with every accepted change that the brokers must follow.</summary>
    public required long Generation { get; set; }

    /// <summary>What the newest generation asks for.</summary>
    public ChangeKind Change { get; set; }

    /// <summary>Nodes that started before this moment must be started again.</summary>
    public DateTimeOffset? RestartRequestedAt { get; set; }

    /// <summary>When the newest change was accepted.</summary>
    public DateTimeOffset? ChangeRequestedAt { get; set; }

    // ---- secrets of the brokers, encrypted; written once with the order

    public required string ProtectedErlangCookie { get; init; }

    public required string ProtectedAgentPassword { get; init; }

    /// <summary>A password that was ordered and is not proven yet, encrypted; null: none. The proof is a login, for which a hash is not enough.</summary>
    public string? ProtectedNewPassword { get; set; }

    // ---- what is: written by the reconciler

    public InstanceHealth Health { get; set; }

    /// <summary>Code of table 5-7 while the instance is faulty or failed.</summary>
    public string? FaultCode { get; set; }

    /// <summary>The same in words, for people.</summary>
    public string? FaultReason { get; set; }

    /// <summary>The generation that <see cref="Health"/> was last seen bad at; a later order is not failed by an earlier failure.</summary>
    public long FailedGeneration { get; set; }

    /// <summary>The generation that was last completely applied; 0 until the first.</summary>
    public long ObservedGeneration { get; set; }

    /// <summary>How many nodes have served: the data of that many must exist.</summary>
    public int ServedNodes { get; set; }

    public string? BrokerVersion { get; set; }

    /// <summary>Where clients connect, when that is not at the nodes' own addresses; null: there.</summary>
    public string? ServiceAddress { get; set; }

    /// <summary>What the brokers' data takes, GB, rounded up.</summary>
    public int UsedStorageGb { get; set; }

    // ---- the work queue: see Reconcile/

    /// <summary>When the reconciler should look next. The API sets it to now with every change.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>
    /// Which host's brokers these are, where each copy of Warren reaches only those of its own machine: the copy's that accepted the order, and for good the one's
    /// that first leased it. Null: nobody's yet, or every copy reaches them.
    /// </summary>
    public string? Host { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Grows with every lease; a writer with an older one has lost it. 0: nobody has begun, and no host has anything of it.</summary>
    public long LeaseFence { get; set; }

    // ---- measuring: see Metrics/

    /// <summary>When a copy last took it to be measured; null: none has. Written by whoever measures.</summary>
    public DateTimeOffset? MeasuredAt { get; set; }

    /// <summary>Takes an order down: the reconciler looks at it at once, and a task of this generation tells how it goes.</summary>
    internal void Order(ChangeKind kind, DateTimeOffset now)
    {
        (Change, ChangeRequestedAt, DueAt) = (kind, now, now);
        Generation++;
    }
}

/// <summary>What a change asks of the brokers.</summary>
public enum ChangeKind
{
    /// <summary>To exist.</summary>
    Create = 0,

    /// <summary>To start again.</summary>
    Restart = 1,

    /// <summary>More storage, another size, more nodes, or public access on or off.</summary>
    Resize = 2,

    /// <summary>Another password of its user. From here on the kinds that leave the instance RUNNING meanwhile (<see cref="InstanceStatusRules.IsQuiet"/>).</summary>
    Password = 3,

    /// <summary>Other plugins.</summary>
    Plugins = 4,

    /// <summary>Definitions to import.</summary>
    Definitions = 5,
}

/// <summary>What the reconciler last saw.</summary>
public enum InstanceHealth
{
    /// <summary>Not served yet.</summary>
    Pending = 0,

    /// <summary>Every node serves.</summary>
    Healthy = 1,

    /// <summary>Served once, does not now.</summary>
    Faulty = 2,

    /// <summary>The order could not be carried out and will not be tried again.</summary>
    CreateFailed = 3,

    /// <summary>A change could not be completed in time; it is still being tried.</summary>
    ChangeFailed = 4,
}
