namespace Warren.Engine.Errors;

/// <summary>
/// The catalogue: every documented DMS code, once. Source: table 8-2 of the reference; what is taken from elsewhere says so.
/// The documentation of an entry says what fills the placeholders of its message (see <see cref="ErrorText"/>).
/// </summary>
public static class DmsErrors
{
    // 400: the request as a whole, and the fields of an order, in the order of the table.

    /// <summary>The project id in the path has the wrong form. No arguments.</summary>
    public static readonly ErrorCode ProjectIdMalformed = new("400002", 400);

    /// <summary>A body is needed and none came. No arguments.</summary>
    public static readonly ErrorCode BodyEmpty = new("400004", 400);

    /// <summary>Not JSON, a duplicate member, or a member of the wrong type. {0}: the reason, such as the JSON path and the expected type.</summary>
    public static readonly ErrorCode BodyInvalid = new("400005", 400);

    /// <summary>The body is over 12 MiB; the number of <see cref="BodyInvalid"/>, another status. No arguments.</summary>
    public static readonly ErrorCode BodyTooLarge = new("400005", 413) { Text = "400005.TooLarge" };

    /// <summary>{0}: the supported engines.</summary>
    public static readonly ErrorCode EngineUnsupported = new("400007", 400);

    /// <summary>{0}: the supported versions.</summary>
    public static readonly ErrorCode VersionUnsupported = new("400008", 400);

    /// <summary>{0}: the reason, or what is allowed.</summary>
    public static readonly ErrorCode ProductInvalid = new("400009", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode NameInvalid = new("400010", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode DescriptionTooLong = new("400011", 400);

    /// <summary>Wrong length, or a character outside the alphabet. No arguments.</summary>
    public static readonly ErrorCode PasswordFormat = new("400012", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode VpcEmpty = new("400013", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode SecurityGroupEmpty = new("400014", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode UserNameInvalid = new("400015", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode SubnetEmpty = new("400016", 400);

    /// <summary>{0}: the subnet id; {1}: the VPC id.</summary>
    public static readonly ErrorCode SubnetNotInVpc = new("400018", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode PasswordComplexity = new("400019", 400);

    /// <summary>{0}: the subnet id.</summary>
    public static readonly ErrorCode DhcpOff = new("400020", 400);

    /// <summary>{0}: the status that the instance is in.</summary>
    public static readonly ErrorCode StatusForbids = new("400026", 400);

    /// <summary>Not in the table: from the sibling service DCS. {0}: the quota, in instances.</summary>
    public static readonly ErrorCode QuotaExceeded = new("400035", 400);

    /// <summary>Of monthly orders, which Warren does not take. {0}: the reason.</summary>
    public static readonly ErrorCode InstanceParamsInvalid = new("400037", 400);

    /// <summary>Of monthly orders, which Warren does not take. No arguments.</summary>
    public static readonly ErrorCode PeriodNumInvalid = new("400038", 400);

    /// <summary>Not in the table: the number of the sibling service DCS for a limit that is reached. {0}: seconds to wait.</summary>
    public static readonly ErrorCode RateLimited = new("400039", 429);

    /// <summary>{0}: the zone id.</summary>
    public static readonly ErrorCode ZoneUnknown = new("400042", 400);

    /// <summary>{0}: the security group id.</summary>
    public static readonly ErrorCode SecurityGroupUnknown = new("400046", 400);

    /// <summary>{0}: the security group id.</summary>
    public static readonly ErrorCode SecurityGroupRules = new("400048", 400);

    /// <summary>{0}: the name.</summary>
    public static readonly ErrorCode NameExists = new("400060", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode InstanceIdMalformed = new("400061", 400);

    /// <summary>{0}: the query parameter; {1}: what is allowed.</summary>
    public static readonly ErrorCode FilterInvalid = new("400062", 400);

    /// <summary>{0}: the field; {1}: what is allowed.</summary>
    public static readonly ErrorCode ParameterInvalid = new("400063", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode ActionInvalid = new("400064", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode InstancesEmpty = new("400065", 400);

    /// <summary>The table's second number for the meaning of <see cref="ParameterInvalid"/>. {0}: the field; {1}: what is allowed.</summary>
    public static readonly ErrorCode ConfigurationInvalid = new("400066", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode ZonesNotOne = new("400067", 400);

    /// <summary>{0}: the VPC id.</summary>
    public static readonly ErrorCode VpcUnknown = new("400068", 400);

    /// <summary>Not in the table: from the sibling service DCS. No arguments.</summary>
    public static readonly ErrorCode TaskIdMalformed = new("400070", 400);

    /// <summary>The number of <see cref="TaskIdMalformed"/>, another status. {0}: the task id.</summary>
    public static readonly ErrorCode TaskUnknown = new("400070", 404) { Text = "400070.Unknown" };

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode OldPasswordWrong = new("400080", 400);

    /// <summary>The table's second number for the meaning of <see cref="NameExists"/>. {0}: the name.</summary>
    public static readonly ErrorCode NameDuplicate = new("400081", 400);

    /// <summary>{0}: the ids of the instances that refuse. On v2 the code of <see cref="StatusForbids"/>, the only one that clients try again on.</summary>
    public static readonly ErrorCode DeleteForbidden = new("400099", 400) { V2 = StatusForbids.V2 };

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode TooManyInstances = new("400100", 400);

    /// <summary>Not in the table: from the sibling service DCS. {0}: the reason, or what is allowed.</summary>
    public static readonly ErrorCode ScaleUnsupported = new("400102", 400);

    /// <summary>Not in the table: from the sibling service DCS. {0}: the present size in GB.</summary>
    public static readonly ErrorCode StorageNotGreater = new("400103", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode MaintainWindowInvalid = new("400106", 400);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode TooManyExtends = new("400124", 400);

    /// <summary>{0}: what is allowed.</summary>
    public static readonly ErrorCode SpecCodeInvalid = new("400125", 400);

    /// <summary>{0}: the minimum in GB; {1}: the maximum in GB.</summary>
    public static readonly ErrorCode StorageInvalid = new("400500", 400);

    /// <summary>Not in the table: the general code of newer services. {0}: the field; {1}: what is allowed.</summary>
    public static readonly ErrorCode InvalidParameter = new("400800", 400);

    /// <summary>The number of <see cref="InvalidParameter"/>: the broker itself says no. {0}: its reason.</summary>
    public static readonly ErrorCode BrokerRefused = new("400800", 400) { Text = "400800.Broker" };

    /// <summary>Not in the table; v2 only: a 5xx number that goes with status 400, and clients rely on it. {0}: the user name.</summary>
    public static readonly ErrorCode BrokerUserUnknown = new("500972", 400);

    // 401, 403: who asks.

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode TokenInvalid = new("401001", 401);

    /// <summary>Not in the table: from the sibling service DCS. No arguments.</summary>
    public static readonly ErrorCode TokenExpired = new("401002", 401);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode TokenMissing = new("401003", 401);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode ProjectMismatch = new("401004", 401);

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode ReadOnlyTenant = new("403002", 403);

    /// <summary>{0}: the action, such as dms:instance:create.</summary>
    public static readonly ErrorCode Forbidden = new("403003", 403);

    // 404, 405: what is asked for.

    /// <summary>{0}: the path.</summary>
    public static readonly ErrorCode PathUnknown = new("404001", 404);

    /// <summary>The number of <see cref="PathUnknown"/>, since a path names it: a vhost, an exchange, a queue or a binding. {0}: which.</summary>
    public static readonly ErrorCode BrokerObjectUnknown = new("404001", 404) { Text = "404001.Broker" };

    /// <summary>{0}: the instance id.</summary>
    public static readonly ErrorCode InstanceUnknown = new("404022", 404);

    /// <summary>A leftover of the sibling service for Kafka. {0}: the connector id.</summary>
    public static readonly ErrorCode ConnectorUnknown = new("404024", 404);

    /// <summary>A leftover of the sibling service for Kafka; the table does give it status 404. {0}: the connector id.</summary>
    public static readonly ErrorCode ConnectorExists = new("404027", 404);

    /// <summary>{0}: the method; {1}: the allowed methods.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("405001", 405);

    // 500: ours. The table gives fifteen numbers one and the same meaning; Warren itself answers with the first.

    /// <summary>No arguments.</summary>
    public static readonly ErrorCode Internal = new("500000", 500);

    public static readonly ErrorCode Internal500006 = new("500006", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500017 = new("500017", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500023 = new("500023", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500024 = new("500024", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500025 = new("500025", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500041 = new("500041", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500051 = new("500051", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500052 = new("500052", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500053 = new("500053", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500054 = new("500054", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500070 = new("500070", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500071 = new("500071", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500094 = new("500094", 500) { Text = Internal.Text };
    public static readonly ErrorCode Internal500106 = new("500106", 500) { Text = Internal.Text };

    // 503.

    /// <summary>The store is away; the number of <see cref="Internal500054"/>, another status. No arguments.</summary>
    public static readonly ErrorCode Unavailable = new("500054", 503) { Text = "500054.Unavailable" };

    /// <summary>No node of the instance answers; the number of <see cref="Internal500054"/>, another status. {0}: why.</summary>
    public static readonly ErrorCode BrokerUnavailable = new("500054", 503) { Text = "500054.Broker" };

    /// <summary>Every entry above. Stays last: the fields must be filled before it reads them.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
        [.. typeof(DmsErrors).GetFields().Select(field => field.GetValue(null)).OfType<ErrorCode>()];
}
