using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Warren.Engine.Hosting;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Security;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Isolation;

/// <summary>Every route that is mapped, called by those who may not: the answer's class, and that nothing of the owner's is in it.</summary>
public sealed class EveryRouteTests : IAsyncLifetime
{
    /// <summary>Under a name that is no part of the region's.</summary>
    private readonly WarrenHost host = new(services => services.AddSingleton(new BootstrapOptions { Account = "our-account" }));

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private IReadOnlyList<MappedRoute> routes = [];

    public async ValueTask InitializeAsync()
    {
        await host.InitializeAsync();
        routes = MappedRoute.All(host);
        await using var store = host.OpenStore();
        var project = (await store.Projects.FindAsync(host.Credentials.ProjectId))!;
        var owner = store.Users.Single(u => u.AccountId == project.AccountId);
        var group = new Group { Id = RandomText.Id(), AccountId = project.AccountId, Name = "our-group", Description = "", CreatedAt = project.CreatedAt };
        var policy = new CustomPolicy
        {
            Id = RandomText.Id(),
            AccountId = project.AccountId,
            Name = "our-policy-name",
            DisplayName = "our-policy",
            Type = "XA",
            Description = "",
            Document = """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dms:*:*"]}]}""",
            CreatedAt = project.CreatedAt,
            UpdatedAt = project.CreatedAt,
        };
        store.AddRange(group, policy);
        await store.SaveChangesAsync();
        values["project_id"] = values["id"] = project.Id;
        values["scope_id"] = project.AccountId;
        values["user_id"] = owner.Id;
        values["group_id"] = values["holder_id"] = group.Id;
        values["role_id"] = policy.Id;
        values["access"] = host.Credentials.AccessKey;
        values["instance_id"] = await host.CreateAsync(host.Order());
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public void Every_route_says_who_may_call_it() => Assert.All(routes, r => Assert.True(r.Access is not null, r.ToString()));

    [Fact]
    public async Task Without_a_token_or_with_a_revoked_one_the_answer_is_401()
    {
        var revoked = await host.SignInAsync(SignInBody.ForProject(host.Credentials));
        await host.CallAsync("DELETE", "/v3/auth/tokens", null, ("X-Subject-Token", revoked));

        await EachAsync(routes.Where(r => r.Access is { Anonymous: false }), async route =>
        {
            Expect(route, await host.SendAsync(route.Method, Path(route), route.Body), 401);
            Expect(route, await host.SendAsync(route.Method, Path(route), route.Body, ("X-Auth-Token", revoked)), 401);
        });
    }

    [Fact]
    public async Task With_an_expired_token_the_answer_is_401_and_says_no_more_than_that()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var own = await WarrenHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        clock.Advance(TimeSpan.FromHours(24));

        await EachAsync(MappedRoute.All(own).Where(r => r.Access is { Anonymous: false }), async route =>
        {
            var answer = await own.SendAsync(route.Method, Path(route), route.Body, ("X-Auth-Token", own.Token));
            Expect(route, answer, 401);
            Assert.DoesNotContain(own.Credentials.Account, answer.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_action_that_a_route_asks_for_is_in_a_role_of_the_system() => Assert.All(
        routes.SelectMany(r => r.Access?.Actions ?? []).Distinct(),
        action => Assert.Contains(SystemRoles.All, r => r.Document.Statements.SelectMany(s => s.Actions).Any(a => a.Matches(action))));

    [Fact]
    public async Task Another_account_s_owner_finds_nothing_of_ours()
    {
        var other = await OtherAccount.AddAsync(host);

        await FindsNothingAsync(route => CallAsync(route, other.Token));
    }

    [Fact]
    public async Task Another_account_s_access_key_signs_for_nothing_of_ours_whichever_project_it_names()
    {
        var other = await OtherAccount.AddAsync(host);
        var made = await host.SendAsync("POST", "/v3.0/OS-CREDENTIAL/credentials", """{"credential":{}}""", ("X-Auth-Token", other.Token));
        var key = made.Json.GetProperty("credential");
        Task<Answer> SignedAsync(MappedRoute route, params (string, string)[] unsigned) =>
            host.SignedAsync(route.Method, Path(route), key.GetProperty("access").GetString()!, key.GetProperty("secret").GetString()!, route.Body, unsigned);

        await FindsNothingAsync(route => SignedAsync(route, ("X-Project-Id", other.ProjectId)));
        await EachAsync(routes.Where(r => r.InProject && r.Access is { Anonymous: false }), async route =>
        {
            Expect(route, await SignedAsync(route), 401);
            Expect(route, await SignedAsync(route, ("X-Project-Id", host.Credentials.ProjectId)), 401);
        });
    }

    [Fact]
    public async Task Another_project_s_token_is_good_for_no_path_of_this_one()
    {
        var other = await OtherProject.AddAsync(host);

        await EachAsync(routes.Where(r => r.InProject && r.Access is { Anonymous: false }), async route =>
            Expect(route, await CallAsync(route, other.Token.Value), 401));
    }

    [Fact]
    public async Task A_user_without_grants_is_refused_wherever_an_action_is_required()
    {
        var user = await GrantedUser.AddAsync(host);

        await EachAsync(routes.Where(r => r.Access is { Anonymous: false, Actions.Count: > 0 }), async route =>
            Expect(route, await CallAsync(route, user.Token), 403));
        await EachAsync(routes.Where(r => r.Access is { Anonymous: false, Actions.Count: 0 }), async route =>
            Assert.InRange((await CallAsync(route, user.Token)).Status, 200, 499));
    }

    private Task FindsNothingAsync(Func<MappedRoute, Task<Answer>> call) => EachAsync(routes.Where(r => r.Access is { Anonymous: false }), async route =>
    {
        var answer = await call(route);
        Expect(route, answer, route switch
        {
            { InProject: true } => [401],
            { IsIdentity: true, NamesSomething: true } => [404],
            { NamesSomething: true } => [400, 404],
            _ => [200, 201, 204, 400, 404],
        });
        var told = answer.Text.Replace(Path(route), "", StringComparison.Ordinal);
        Assert.All(["our-account", "our-group", "our-policy"], name => Assert.DoesNotContain(name, told, StringComparison.Ordinal));
        Assert.All(values.Values.Where(_ => answer.Status < 300), id => Assert.DoesNotContain(id, told, StringComparison.Ordinal)); // a 404 repeats what was asked for
    });

    private string Path(MappedRoute route) => route.Path(part => values.GetValueOrDefault(part, "5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11"));

    private Task<Answer> CallAsync(MappedRoute route, string token) => host.SendAsync(route.Method, Path(route), route.Body, ("X-Auth-Token", token));

    private static void Expect(MappedRoute route, Answer answer, params IReadOnlyList<int> statuses) =>
        Assert.True(statuses.Contains(answer.Status), $"{route}: {answer} instead of {string.Join(" or ", statuses)}");

    /// <summary>All failures at once: a route that is open is not the only one.</summary>
    private static async Task EachAsync(IEnumerable<MappedRoute> routes, Func<MappedRoute, Task> check)
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var route in routes)
        {
            count++;
            try
            {
                await check(route);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                failures.Add($"{route}: {e.Message}");
            }
        }

        Assert.NotEqual(0, count);
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }
}
