using System.Text.Json;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.WebConsole.Tests.Running;

/// <summary>People who may sign in, and to whom nothing of the first account's is to be shown.</summary>
internal static class Strangers
{
    private const string Password = "Stranger-4711";

    /// <summary>No call makes an account, so its rows are copies of the first one's: the owner has the first owner's password.</summary>
    private const string Script =
        """
        import sqlite3, sys
        file, account, project, user, name = sys.argv[1:]
        store = sqlite3.connect(file, timeout=30)
        store.row_factory = sqlite3.Row
        def copy(table, condition, **changes):
            row = dict(store.execute(f'SELECT * FROM "{table}" WHERE {condition}').fetchone()) | changes
            store.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(row))})', list(row.values()))
        with store:
            copy('Accounts', '1', Id=account, Name=name)
            copy('Projects', '"ParentId" IS NULL', Id=project, AccountId=account)
            copy('Users', '"IsAccountOwner"', Id=user, AccountId=account, Name=name)
        """;

    /// <summary>The owner of another account, with a project and a network of its own.</summary>
    public static async Task<Credentials> OfAnotherAccountAsync(WarrenProcess warren)
    {
        var (name, project) = ($"other-{Id()[..8]}", Id());
        (await Command.RunAsync("/usr/bin/python3", "-c", Script, Path.Combine(warren.Data, "warren.db"), Id(), project, Id(), name)).Succeeded();
        var owner = warren.Credentials with { Account = name, User = name, ProjectId = project };
        using var api = new WarrenClient(owner);
        await api.SignInAsync();
        var vpc = await MakeAsync(api, "vpc", $"/v1/{project}/vpcs", """{"vpc":{"name":"theirs","cidr":"10.9.0.0/16"}}""");
        await MakeAsync(api, "subnet", $"/v1/{project}/subnets", $$"""{"subnet":{"name":"theirs","cidr":"10.9.1.0/24","gateway_ip":"10.9.1.1","vpc_id":"{{vpc}}"} }""");
        return owner;
    }

    /// <summary>A user of the first account to whom nobody has granted anything.</summary>
    public static async Task<Credentials> WithoutGrantsAsync(WarrenProcess warren)
    {
        var name = $"nobody-{Id()[..8]}";
        var accounts = await warren.Api.SendAsync("GET", "/v3/auth/domains", null);
        var account = JsonElement.Parse(accounts.Text).GetProperty("domains")[0].GetProperty("id").GetString();
        var made = await warren.Api.SendAsync("POST", "/v3.0/OS-USER/users", $$"""{"user":{"name":"{{name}}","password":"{{Password}}","domain_id":"{{account}}"} }""");
        Assert.True(made.Status == 201, made.Text);
        return warren.Credentials with { User = name, Password = Password };
    }

    private static async Task<string> MakeAsync(WarrenClient api, string what, string path, string body)
    {
        var (status, text) = await api.SendAsync("POST", path, body);
        Assert.True(status == 200, text);
        return JsonElement.Parse(text).GetProperty(what).GetProperty("id").GetString()!;
    }

    private static string Id() => Guid.NewGuid().ToString("N");
}
