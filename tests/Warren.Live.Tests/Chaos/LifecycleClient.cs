using System.Globalization;
using System.Text.Json;
using CsCheck;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;

namespace Warren.Live.Tests.Chaos;

/// <summary>
/// One of the clients of a random walk. It orders instances and changes and deletes its own, so that it knows in which order its calls were; what it does to others'
/// leaves no trace in what must be true of them.
/// </summary>
/// <param name="number">Tells it from the others.</param>
/// <param name="apis">The copies of Warren, which it calls in turn.</param>
/// <param name="choices">What decides.</param>
/// <param name="most">Instances that it has at a time.</param>
internal sealed class LifecycleClient(int number, IReadOnlyList<WarrenClient> apis, Choices choices, int most)
{
    /// <summary>Flavours of single nodes, smallest first.</summary>
    public static readonly (string ProductId, string SpecCode)[] Sizes =
        [("00300-30109-0--0", "dms.instance.rabbitmq.single.c3.2u4g"), ("00300-30111-0--0", "dms.instance.rabbitmq.single.c3.4u8g")];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>As clients do before they try again.</summary>
    private static readonly TimeSpan AfterNone = TimeSpan.FromMilliseconds(700);

    private static readonly Gen<Act> Acts = Gen.Frequency(
        (6, Gen.Const(Act.Create)), (4, Gen.Const(Act.Delete)), (3, Gen.Const(Act.Restart)), (3, Gen.Const(Act.MoreStorage)), (2, Gen.Const(Act.Resize)), (2, Gen.Const(Act.PublicOn)),
        (2, Gen.Const(Act.PublicOff)), (2, Gen.Const(Act.Password)), (1, Gen.Const(Act.Describe)), (2, Gen.Const(Act.Show)), (1, Gen.Const(Act.List)), (1, Gen.Const(Act.RestartAnother)));

    private readonly List<OrderedInstance> all = [];
    private readonly List<string> publicIps = [];
    private int made;
    private int turn;

    /// <summary>Everything it ever ordered since the model last forgot what is gone.</summary>
    public IReadOnlyList<OrderedInstance> Instances => all;

    public CallCounts Counts { get; } = new();

    /// <summary>Ids of the requests that were accepted and changed something: each has to be in the audit.</summary>
    public List<string> Accepted { get; } = [];

    /// <summary>Ids of the tasks that answers named.</summary>
    public List<string> Tasks { get; } = [];

    private IReadOnlyList<OrderedInstance> Mine => [.. all.Where(i => i.Fate == Fate.Ordered)];

    private WarrenClient Api => apis[turn++ % apis.Count];

    private string Base => $"/v1.0/{apis[0].ProjectId}/instances";

    /// <summary>What is gone for sure is of no interest any more.</summary>
    public void Forget() => all.RemoveAll(i => i.Fate == Fate.Gone);

    public async Task TakePublicIpAsync() => publicIps.Add((await Api.AllocatePublicIpAsync()).Id);

    /// <summary>The next step of the walk.</summary>
    /// <param name="others">Ids that belong to other clients.</param>
    public Task StepAsync(Func<IReadOnlyList<string>> others)
    {
        var act = choices.Draw(Acts);
        var pick = choices.Below(10_000);
        var mine = Mine;
        if (act == Act.Create || (mine.Count == 0 && act is not (Act.List or Act.RestartAnother)))
        {
            return all.Count(i => i.Fate != Fate.Gone) < most ? CreateAsync() : SendAsync("GET", $"{Base}?limit=50", null);
        }

        return act switch
        {
            Act.List => SendAsync("GET", $"{Base}?limit=50", null),
            Act.RestartAnother => others() is { Count: > 0 } ids ? RestartAsync(ids[pick % ids.Count]) : Task.CompletedTask,
            _ => ActAsync(act, mine[pick % mine.Count], pick),
        };
    }

    private Task ActAsync(Act act, OrderedInstance instance, int pick) => act switch
    {
        Act.Delete => DeleteAsync(instance),
        Act.Restart => RestartAsync(instance.Id!),
        Act.MoreStorage => ExtendAsync(instance, instance.Storage, instance.Storage.Max() + 100, s => $$"""{"oper_type":"storage","new_storage_space":{{s}}}"""),
        Act.Resize => ResizeAsync(instance),
        Act.PublicOn => PublicAsync(instance, publicIps[pick % publicIps.Count]),
        Act.PublicOff => PublicAsync(instance, ""),
        Act.Password => SendAsync("POST", $"/v2/{apis[0].ProjectId}/instances/{instance.Id}/password", $$"""{"new_password":"{{WarrenClient.AccessPassword}}"}"""),
        Act.Describe => SendAsync("PUT", $"{Base}/{instance.Id}", $$"""{"description":"described {{pick}}"}"""),
        _ => SendAsync("GET", $"{Base}/{instance.Id}", null),
    };

    private async Task CreateAsync()
    {
        var instance = new OrderedInstance(string.Create(CultureInfo.InvariantCulture, $"walk-{number}-{made++}"));
        all.Add(instance);
        var api = Api;
        var answer = await SendAsync("POST", Base, JsonSerializer.Serialize(api.QuickStart(instance.Name), DmsV1Json.Wire.CreateInstanceRequest));
        instance.Fate = IsRefused(answer) ? Fate.Gone : IsSure(answer) ? Fate.Ordered : Fate.MaybeOrdered;
        instance.Id = IsSure(answer) ? answer!.Json.GetProperty("instance_id").GetString() : null;
    }

    private async Task DeleteAsync(OrderedInstance instance)
    {
        var answer = await SendAsync("DELETE", $"{Base}/{instance.Id}", null);
        instance.Fate = IsRefused(answer) ? instance.Fate : IsSure(answer) ? Fate.Gone : Fate.MaybeDeleted;
    }

    private async Task RestartAsync(string id)
    {
        // The batch call answers 200 whatever became of it; only a success is in the audit as such.
        await SendAsync("POST", $"{Base}/action", $$"""{"action":"restart","instances":["{{id}}"]}""");
    }

    private Task ResizeAsync(OrderedInstance instance) => instance.Sizes.Contains(Sizes[1].SpecCode)
        ? SendAsync("GET", $"{Base}/{instance.Id}", null) // there is nothing larger in this walk
        : ExtendAsync(instance, instance.Sizes, Sizes[1].SpecCode, _ => $$"""{"oper_type":"vertical","new_product_id":"{{Sizes[1].ProductId}}"}""");

    private async Task ExtendAsync<T>(OrderedInstance instance, HashSet<T> values, T to, Func<T, string> body)
    {
        var answer = await SendAsync("POST", $"{Base}/{instance.Id}/extend", body(to));
        if (!IsRefused(answer))
        {
            OrderedInstance.Change(values, to, IsSure(answer));
        }

        if (IsSure(answer))
        {
            Tasks.Add(answer!.Json.GetProperty("job_id").GetString()!);
        }
    }

    private async Task PublicAsync(OrderedInstance instance, string publicIp)
    {
        var body = publicIp.Length > 0 ? $$"""{"enable_publicip":true,"publicip_id":"{{publicIp}}"}""" : """{"enable_publicip":false}""";
        var answer = await SendAsync("PUT", $"{Base}/{instance.Id}", body);
        if (!IsRefused(answer))
        {
            OrderedInstance.Change(instance.PublicIp, publicIp, IsSure(answer));
        }
    }

    private async Task<CallAnswer?> SendAsync(string method, string path, string? body)
    {
        var answer = await Api.TrySendAsync(method, path, body, Patience);
        Counts.Add(answer);
        if (answer is null || answer.Status > 500)
        {
            await Task.Delay(AfterNone, TestContext.Current.CancellationToken);
        }

        if (method != "GET" && IsSure(answer))
        {
            Accepted.Add(answer!.RequestId);
        }

        return answer;
    }

    /// <summary>Accepted: it has to be so.</summary>
    private static bool IsSure(CallAnswer? answer) => answer is { IsAccepted: true };

    /// <summary>Refused: nothing has changed. No answer, or a fault of the server, leaves it open.</summary>
    private static bool IsRefused(CallAnswer? answer) => answer is { Status: >= 400 and < 500 };

    private enum Act
    {
        Create,
        Delete,
        Restart,
        MoreStorage,
        Resize,
        PublicOn,
        PublicOff,
        Password,
        Describe,
        Show,
        List,
        RestartAnother,
    }
}

/// <summary>How the calls of a client were answered.</summary>
internal sealed class CallCounts
{
    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    /// <summary>503 and its like: something that Warren needs is away.</summary>
    public int Unavailable { get; private set; }

    public int Unanswered { get; private set; }

    /// <summary>500, each with its id.</summary>
    public List<string> Faults { get; } = [];

    public void Add(CallAnswer? answer)
    {
        switch (answer?.Status)
        {
            case null:
                Unanswered++;
                break;
            case >= 200 and < 300:
                Accepted++;
                break;
            case 500:
                Faults.Add($"{answer.RequestId} {answer.Text}");
                break;
            case > 500:
                Unavailable++;
                break;
            default:
                Refused++;
                break;
        }
    }
}
