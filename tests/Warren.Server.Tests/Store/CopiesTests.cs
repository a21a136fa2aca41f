using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Pool;
using Warren.Engine.Security;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Store;

/// <summary>Two copies of Warren over one PostgreSQL: whichever answers, it is the same service, and what they do at the same moment is done one after the other.</summary>
public sealed class CopiesTests : IAsyncLifetime
{
    private WarrenHost one = null!;
    private WarrenHost other = null!;

    public async ValueTask InitializeAsync()
    {
        one = await WarrenHost.StartAsync(_ => { }, ("Store:Provider", "Postgres"), ("Quota:InstancesPerProject", "25"));
        other = await WarrenHost.StartCopyAsync(one);
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public async Task What_one_copy_has_given_the_other_takes()
    {
        var id = await one.CreateAsync(one.Order());

        var byToken = await other.SendAsync("GET", $"{one.Instances}/{id}", null, ("X-Auth-Token", one.Token));
        var bySignature = await other.SignedAsync("GET", $"{one.Instances}/{id}", one.Credentials.AccessKey, one.Credentials.SecretKey);

        Assert.Equal((200, 200), (byToken.Status, bySignature.Status));
        await other.WaitForAsync(id, "RUNNING");
        Assert.Equal(
            one.Services.GetRequiredService<CertificateAuthority>().Certificate.Thumbprint, other.Services.GetRequiredService<CertificateAuthority>().Certificate.Thumbprint);
    }

    [Fact]
    public async Task What_one_copy_revokes_the_other_refuses()
    {
        var token = await one.SignInAsync(SignInBody.ForProject(one.Credentials));
        Assert.Equal(200, (await other.SendAsync("GET", one.Instances, null, ("X-Auth-Token", token))).Status);

        Assert.Equal(204, (await one.SendAsync("DELETE", "/v3/auth/tokens", null, ("X-Auth-Token", one.Token), ("X-Subject-Token", token))).Status);

        Refusal.Is(await other.SendAsync("GET", one.Instances, null, ("X-Auth-Token", token)), 401, "111401001");
    }

    [Fact]
    public async Task Of_orders_of_one_name_at_once_one_is_accepted()
    {
        var order = one.Order().ToJsonString();

        var answers = await OrderAsync(Enumerable.Repeat(order, 16));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Refusal.Is(a, 400, "111400060"));
    }

    [Fact]
    public async Task A_quota_holds_and_no_address_is_given_twice_when_both_are_asked_at_once()
    {
        var answers = await OrderAsync(Enumerable.Range(0, 60).Select(_ => one.Order().ToJsonString()));

        Assert.Equal(25, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Refusal.Is(a, 400, "111400035"));
        await using var store = one.OpenStore();
        var addresses = (await store.Instances.Select(i => i.Addresses).ToListAsync(TestContext.Current.CancellationToken)).SelectMany(a => a.Split(',')).ToList();
        Assert.Equal(25, addresses.Count);
        Assert.Distinct(addresses);
    }

    [Fact]
    public async Task A_blank_instance_is_given_to_one_order()
    {
        var blanks = new List<string>();
        await using (var store = one.OpenStore())
        {
            for (var index = 0; index < 5; index++)
            {
                var secret = one.Services.GetRequiredService<SecretProtector>().Protect(new Secret("secret"));
                var blank = new BlankInstance
                {
                    Id = RandomText.Uuid(),
                    SpecCode = "dms.instance.rabbitmq.single.c3.2u4g",
                    Addresses = $"10.0.1.{100 + index}",
                    ProtectedErlangCookie = secret,
                    ProtectedAgentPassword = secret,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    State = BlankState.Ready,
                };
                blanks.Add(blank.Id);
                store.Add(blank);
            }

            await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var answers = await OrderAsync(Enumerable.Range(0, 12).Select(_ => one.Order().ToJsonString()));

        var ids = answers.Select(a => a.Json.GetProperty("instance_id").GetString()!).ToList();
        Assert.Distinct(ids);
        Assert.Equal(blanks.Order(StringComparer.Ordinal), ids.Intersect(blanks, StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Users_and_groups_of_one_name_made_at_once_are_one_and_refusals()
    {
        foreach (var (path, body) in (IEnumerable<(string, string)>)
            [("/v3/users", """{"user": {"name": "twin", "password": "Secret-00"}}"""), ("/v3/groups", """{"group": {"name": "twin"}}""")])
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : other).SendAsync("POST", path, body, ("X-Auth-Token", one.Token))));

            Assert.Single(answers, a => a.Status == 201);
            Assert.All(answers.Where(a => a.Status != 201), a => Assert.True(a.Status == 409, a.ToString()));
        }
    }

    /// <summary>All at once, by turns to either copy.</summary>
    private Task<Answer[]> OrderAsync(IEnumerable<string> orders) =>
        Task.WhenAll(orders.Select((order, index) => (index % 2 == 0 ? one : other).SendAsync("POST", one.Instances, order, ("X-Auth-Token", one.Token))));
}
