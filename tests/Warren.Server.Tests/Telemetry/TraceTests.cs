using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Telemetry;

/// <summary>Traces, as a collector gets them.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task One_trace_leads_from_the_caller_through_the_request_and_the_task_to_the_step_of_the_runtime()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Telemetry:OtlpEndpoint", receiver.Endpoint));
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        const string Caller = "b7ad6b7169203331";

        var answer = await host.CallAsync("POST", host.Instances, host.Order().ToJsonString(), ("traceparent", $"00-{Trace}-{Caller}-01"));
        Assert.Equal(200, answer.Status);
        var id = answer.Json.GetProperty("instance_id").GetString()!;
        await host.WaitForAsync(id, "RUNNING");
        var spans = await SpansAsync(host, receiver, Trace, 4);

        var request = spans.Single(s => s.Name.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal(Caller, request.ParentId);
        Assert.Equal(answer.Headers["X-Request-Id"], request.Tags["warren.request_id"]);
        var order = spans.Single(s => s.Name == "carry out order");
        Assert.Equal((request.SpanId, id, "Create"), (order.ParentId, order.Tags["warren.instance_id"], order.Tags["warren.change"]));
        Assert.Equal(order.SpanId, spans.Single(s => s.Name == "start nodes").ParentId);
        Assert.Equal(order.SpanId, spans.Single(s => s.Name == "keep listeners").ParentId);
        await using var store = host.OpenStore();
        var task = await store.Tasks.AsNoTracking().SingleAsync(t => t.InstanceId == id);
        Assert.Equal($"00-{Trace}-{request.SpanId}-01", task.TraceParent); // by which any copy goes on with it
    }

    [Fact]
    public async Task No_token_key_or_password_is_in_a_trace()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        const string Wrong = "Planted-Wrong-1";
        const string Ordered = "Planted-Ordered-2";
        const string Next = "Planted-Next-3";
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Telemetry:OtlpEndpoint", receiver.Endpoint));
        var order = host.Order();
        order["password"] = Ordered;
        Assert.Equal(401, (await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials with { Password = Wrong }))).Status);
        var id = (await host.CallAsync("POST", host.Instances, order.ToJsonString())).Json.GetProperty("instance_id").GetString()!;
        await host.WaitForAsync(id, "RUNNING");
        Assert.Equal(204, (await host.CallAsync("POST", $"/v2/{host.Credentials.ProjectId}/instances/{id}/password", $$"""{"new_password":"{{Next}}"}""")).Status);
        Assert.Equal(401, (await host.SignedAsync("GET", host.Instances, host.Credentials.AccessKey, Wrong)).Status);
        Assert.Equal(200, (await host.SignedAsync("GET", host.Instances, host.Credentials.AccessKey, host.Credentials.SecretKey)).Status);
        Assert.Equal(200, (await host.CallAsync("GET", $"{host.Instances}/{id}", null, ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"))).Status);

        await Until.TrueAsync(() =>
        {
            host.Services.GetRequiredService<TracerProvider>().ForceFlush();
            return Task.FromResult(receiver.Spans.Any(s => s.TraceId == Trace)); // the last call's
        });

        Assert.Contains(id, receiver.Received, StringComparison.Ordinal);
        Assert.All(
            (string[])[Wrong, Ordered, Next, host.Token, host.Credentials.Password, host.Credentials.SecretKey],
            secret => Assert.DoesNotContain(secret, receiver.Received, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_traced()
    {
        await using var host = await WarrenHost.StartAsync(_ => { });

        Assert.Null(host.Services.GetService<TracerProvider>());
    }

    [Theory]
    [InlineData("Telemetry:OtlpEndpoint", "ftp://collector/v1/traces")]
    [InlineData("Telemetry:OtlpEndpoint", "collector:4318")]
    [InlineData("Telemetry:OtlpProtocol", "7")]
    [InlineData("Telemetry:TraceRatio", "1.5")]
    [InlineData("Telemetry:MetricsToken", "short")]
    [InlineData("Telemetry:MetricsTokenFile", "/nowhere/token")]
    [InlineData("Logging:Format", "9")]
    public async Task A_setting_that_is_not_usable_stops_the_start_and_is_named(string name, string value)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(name, value));

        Assert.Contains(name.Split(':')[1], refusal.Message, StringComparison.Ordinal);
    }

    private static async Task StartAsync(string name, string value)
    {
        var host = new WarrenHost(_ => { }, (name, value));
        try
        {
            await host.InitializeAsync();
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<ReceivedSpan>> SpansAsync(WarrenHost host, OtlpReceiver receiver, string trace, int atLeast)
    {
        IReadOnlyList<ReceivedSpan> seen = [];
        await Until.TrueAsync(() =>
        {
            host.Services.GetRequiredService<TracerProvider>().ForceFlush();
            seen = [.. receiver.Spans.Where(s => s.TraceId == trace)];
            return Task.FromResult(seen.Count >= atLeast && seen.Any(s => s.Name == "carry out order"));
        });
        return seen;
    }
}
