using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Warren.Engine.Broker;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Topology;

/// <summary>Users of a broker besides Warren's own, which is neither shown nor changed.</summary>
public sealed partial class BrokerUserService(BrokerAccess brokers, VhostService vhosts)
{
    /// <summary>By name, with what each may do.</summary>
    public async Task<IReadOnlyList<BrokerUser>> ListAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        var users = await brokers.GetAsync(broker, "list of users", "users", ct);
        var permissions = (await brokers.GetAsync(broker, "list of permissions", "permissions", ct)).EnumerateArray()
            .ToLookup(p => p.GetProperty("user").GetString(), BrokerPermission.From, StringComparer.Ordinal);
        return
        [
            .. users.EnumerateArray().Select(u => u.GetProperty("name").GetString()!)
                .Where(name => name != BrokerPlan.AgentUser)
                .Order(StringComparer.Ordinal)
                .Select(name => new BrokerUser(name, [.. permissions[name].OrderBy(p => p.Vhost, StringComparer.Ordinal)])),
        ];
    }

    /// <summary>Makes a user, with its permissions or not at all.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming the field, BrokerRefused or BrokerUnavailable.</exception>
    public async Task CreateAsync(Caller caller, string instanceId, string? name, string? password, IReadOnlyList<BrokerPermission> permissions, CancellationToken ct)
    {
        var user = name is not null && NamePattern().IsMatch(name)
            ? name
            : throw new WarrenException(DmsErrors.ParameterInvalid, "access_key", "a letter, then letters, digits, - or _, 4 to 64 characters");
        var secret = Password(password);
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        await CheckAsync(broker, permissions, ct);
        if (await brokers.FindAsync(broker, ManagementCall.PathOf("users", user), ct) is not null)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "access_key", $"a name that no user has yet, which {user} is not");
        }

        await SetAsync(broker, user, secret, tags: "", ct);
        try
        {
            await GrantAsync(broker, user, permissions, ct);
        }
        catch (WarrenException)
        {
            await brokers.SendAsync(broker, user, new ManagementCall(HttpMethod.Delete, ManagementCall.PathOf("users", user)), CancellationToken.None);
            throw;
        }
    }

    /// <summary>Changes the password where one is given, and the permissions, where they are given, to exactly these.</summary>
    /// <returns>The user as it is now.</returns>
    /// <exception cref="WarrenException">BrokerUserUnknown, ParameterInvalid naming the field, BrokerRefused or BrokerUnavailable.</exception>
    public async Task<BrokerUser> UpdateAsync(Caller caller, string instanceId, string name, string? password, IReadOnlyList<BrokerPermission>? permissions, CancellationToken ct)
    {
        var secret = string.IsNullOrEmpty(password) ? null : Password(password);
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        var user = await FindAsync(broker, name, ct);
        await CheckAsync(broker, permissions ?? [], ct);
        var old = (await brokers.GetAsync(broker, name, ManagementCall.PathOf("users", name, "permissions"), ct)).EnumerateArray().Select(BrokerPermission.From).ToList();
        if (permissions is not null)
        {
            await GrantAsync(broker, name, permissions, ct);
            foreach (var vhost in old.Select(p => p.Vhost).Where(v => permissions.All(p => p.Vhost != v)))
            {
                await brokers.SendAsync(broker, name, new ManagementCall(HttpMethod.Delete, ManagementCall.PathOf("permissions", vhost, name)), ct);
            }
        }

        if (secret is not null)
        {
            await SetAsync(broker, name, secret, Tags(user), ct);
        }

        return new BrokerUser(name, [.. (permissions ?? old).OrderBy(p => p.Vhost, StringComparer.Ordinal)]);
    }

    /// <exception cref="WarrenException">BrokerUserUnknown, ParameterInvalid for the instance's own user, BrokerRefused or BrokerUnavailable.</exception>
    public async Task DeleteAsync(Caller caller, string instanceId, string name, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        await FindAsync(broker, name, ct);
        await brokers.SendAsync(broker, name, new ManagementCall(HttpMethod.Delete, ManagementCall.PathOf("users", name)), ct);
    }

    private async Task<JsonElement> FindAsync(ManagedBroker broker, string name, CancellationToken ct)
    {
        if (name == broker.Instance.AccessUser)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "user_name", "another user than the instance's own, whose password the password call changes");
        }

        var user = name is BrokerPlan.AgentUser or "." or ".." ? null : await brokers.FindAsync(broker, ManagementCall.PathOf("users", name), ct);
        return user ?? throw new WarrenException(DmsErrors.BrokerUserUnknown, name);
    }

    private Task<ManagementAnswer> SetAsync(ManagedBroker broker, string user, Secret password, string tags, CancellationToken ct) => brokers.SendAsync(
        broker,
        user,
        new ManagementCall(
            HttpMethod.Put,
            ManagementCall.PathOf("users", user),
            new JsonObject { ["password_hash"] = PasswordHash.Of(password), ["hashing_algorithm"] = PasswordHash.Algorithm, ["tags"] = tags }.ToJsonString()),
        ct);

    private async Task GrantAsync(ManagedBroker broker, string user, IReadOnlyList<BrokerPermission> permissions, CancellationToken ct)
    {
        foreach (var permission in permissions)
        {
            await brokers.SendAsync(broker, VhostService.Named(permission.Vhost), BrokerPermission.Grant(user, permission), ct);
        }
    }

    /// <summary>All vhosts are there, each once, and all patterns are regular expressions; so nothing is half done for what can be seen before.</summary>
    private async Task CheckAsync(ManagedBroker broker, IReadOnlyList<BrokerPermission> permissions, CancellationToken ct)
    {
        foreach (var (pattern, field) in permissions.SelectMany(p => ((string, string)[])[(p.Configure, "vhosts.conf"), (p.Write, "vhosts.write"), (p.Read, "vhosts.read")]))
        {
            if (!IsPattern(pattern))
            {
                throw new WarrenException(DmsErrors.ParameterInvalid, field, "a regular expression");
            }
        }

        var known = permissions.Count == 0 ? [] : (await vhosts.ListAsync(broker, ct)).Select(v => v.Name).ToList();
        if (permissions.Any(p => !known.Contains(p.Vhost)) || permissions.DistinctBy(p => p.Vhost).Count() != permissions.Count)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "vhosts.vhost", "vhosts of the instance, each once");
        }
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Secret Password(string? password)
    {
        try
        {
            return InstanceRules.Password(password);
        }
        catch (WarrenException)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "secret_key", "8 to 32 characters, of at least two of lower case, upper case, digits and special characters");
        }
    }

    /// <summary>As releases write them: a list, or comma-joined.</summary>
    private static string Tags(JsonElement user) => user.GetProperty("tags") is { ValueKind: JsonValueKind.Array } tags
        ? string.Join(',', tags.EnumerateArray().Select(t => t.GetString()))
        : user.GetProperty("tags").GetString() ?? "";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{3,63}\z")]
    private static partial Regex NamePattern();
}

/// <param name="Name">What it logs in with.</param>
/// <param name="Permissions">By vhost.</param>
public sealed record BrokerUser(string Name, IReadOnlyList<BrokerPermission> Permissions);
