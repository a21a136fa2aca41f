using System.Text.Json.Serialization.Metadata;
using Warren.Contract.Dms.V2;

namespace Warren.Contract.Client;

/// <summary>What is on the broker of one instance: vhosts, exchanges, queues and users, with a token.</summary>
public sealed class BrokerClient(ApiConnection connection, string instanceId)
{
    /// <summary>Longest page of these lists.</summary>
    public const int LongestPage = 1000;

    private string Vhosts => $"v2/rabbitmq/{connection.ProjectId}/instances/{instanceId}/vhosts";

    private string Users => $"v2/{connection.ProjectId}/instances/{instanceId}/users";

    public Task<PageResponse<VhostBody>> VhostsAsync(CancellationToken ct) => PageAsync(Vhosts, 0, LongestPage, DmsV2Json.Wire.PageResponseVhostBody, ct);

    public Task CreateVhostAsync(string name, CancellationToken ct) => connection.SendBodyAsync(HttpMethod.Put, Vhosts, new CreateVhostRequest { Name = name }, DmsV2Json.Wire.CreateVhostRequest, ct);

    /// <summary>Deletes a vhost with all that is in it.</summary>
    public Task DeleteVhostAsync(string name, CancellationToken ct) => DeleteNamedAsync(Vhosts, name, ct);

    public Task<PageResponse<QueueBody>> QueuesAsync(string vhost, int offset, int limit, CancellationToken ct) =>
        PageAsync($"{Vhosts}/{Part(vhost)}/queues", offset, limit, DmsV2Json.Wire.PageResponseQueueBody, ct);

    public Task CreateQueueAsync(string vhost, CreateQueueRequest queue, CancellationToken ct) =>
        connection.SendBodyAsync(HttpMethod.Put, $"{Vhosts}/{Part(vhost)}/queues", queue, DmsV2Json.Wire.CreateQueueRequest, ct);

    public Task DeleteQueueAsync(string vhost, string name, CancellationToken ct) => DeleteNamedAsync($"{Vhosts}/{Part(vhost)}/queues", name, ct);

    /// <summary>Takes all messages that are ready out of a queue.</summary>
    public Task PurgeQueueAsync(string vhost, string name, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Delete, $"{Vhosts}/{Part(vhost)}/queues/{Part(name)}/contents", null, ct);

    public Task<PageResponse<ExchangeBody>> ExchangesAsync(string vhost, int offset, int limit, CancellationToken ct) =>
        PageAsync($"{Vhosts}/{Part(vhost)}/exchanges", offset, limit, DmsV2Json.Wire.PageResponseExchangeBody, ct);

    public Task CreateExchangeAsync(string vhost, CreateExchangeRequest exchange, CancellationToken ct) =>
        connection.SendBodyAsync(HttpMethod.Put, $"{Vhosts}/{Part(vhost)}/exchanges", exchange, DmsV2Json.Wire.CreateExchangeRequest, ct);

    public Task DeleteExchangeAsync(string vhost, string name, CancellationToken ct) => DeleteNamedAsync($"{Vhosts}/{Part(vhost)}/exchanges", name, ct);

    public async Task<IReadOnlyList<BrokerUserBody>> UsersAsync(CancellationToken ct) =>
        (await connection.SendAsync(HttpMethod.Get, $"{Users}?offset=0&limit={LongestPage}", null, DmsV2Json.Wire.BrokerUsersResponse, ct)).Users;

    public Task CreateUserAsync(BrokerUserRequest user, CancellationToken ct) => connection.SendBodyAsync(HttpMethod.Post, Users, user, DmsV2Json.Wire.BrokerUserRequest, ct);

    public Task DeleteUserAsync(string name, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"{Users}/{Uri.EscapeDataString(name)}", null, ct);

    /// <summary>A name as a part of a path: slashes stand as words (as real clients need it).</summary>
    public static string Part(string name) =>
        Uri.EscapeDataString(name.Replace("/", "__F_SLASH__", StringComparison.Ordinal).Replace(@"\", "__B_SLASH__", StringComparison.Ordinal));

    private Task DeleteNamedAsync(string path, string name, CancellationToken ct) => connection.SendBodyAsync(HttpMethod.Post, path, new DeleteNamesRequest { Name = [name] }, DmsV2Json.Wire.DeleteNamesRequest, ct);

    private Task<T> PageAsync<T>(string path, int offset, int limit, JsonTypeInfo<T> type, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Get, $"{path}?offset={offset}&limit={limit}", null, type, ct);
}
