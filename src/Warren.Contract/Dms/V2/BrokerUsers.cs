using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>Body of POST …/users and of PUT …/users/{user_name}.</summary>
public sealed record BrokerUserRequest
{
    /// <summary>Name: a letter, then letters, digits, - or _, 4 to 64 characters; not looked at in a change. Error DMS.00400063.</summary>
    [JsonPropertyName("access_key")]
    public string? AccessKey { get; init; }

    /// <summary>Password, by the rule of instances' passwords; absent in a change: as it is. Error DMS.00400063.</summary>
    [JsonPropertyName("secret_key")]
    public string? SecretKey { get; init; }

    /// <summary>What the user may do; of vhosts that are not named, nothing. Absent in a change: as it is.</summary>
    [JsonPropertyName("vhosts")]
    public IReadOnlyList<BrokerPermissionFields?>? Vhosts { get; init; }

    /// <summary>Without the password, so that a log line cannot hold it.</summary>
    public override string ToString() => $"BrokerUserRequest {{ AccessKey = {AccessKey} }}";
}

/// <summary>Regular expressions over names of exchanges and queues. Error DMS.00400063.</summary>
public sealed record BrokerPermissionFields
{
    [JsonPropertyName("vhost")]
    public string? Vhost { get; init; }

    /// <summary>What may be made and deleted.</summary>
    [JsonPropertyName("conf")]
    public string? Conf { get; init; }

    [JsonPropertyName("write")]
    public string? Write { get; init; }

    [JsonPropertyName("read")]
    public string? Read { get; init; }
}

/// <summary>A user as answers show it: never with the password.</summary>
public sealed record BrokerUserBody
{
    [JsonPropertyName("access_key")]
    public required string AccessKey { get; init; }

    [JsonPropertyName("vhosts")]
    public required IReadOnlyList<BrokerPermissionFields> Vhosts { get; init; }
}

/// <summary>Answer of GET …/users.</summary>
public sealed record BrokerUsersResponse
{
    /// <summary>How many there are, on all pages.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>By name.</summary>
    [JsonPropertyName("users")]
    public required IReadOnlyList<BrokerUserBody> Users { get; init; }
}
