using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Warren.Contract.Dms;
using Warren.Contract.Dms.V1;
using Warren.Contract.Dms.V2;
using Warren.Contract.Iam;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests.Clients;

/// <summary>The calls that these tests need, over plain HTTP.</summary>
internal sealed class WarrenClient(Credentials credentials) : IDisposable
{
    /// <summary>What <see cref="WatchUntilAsync"/> shows once the answer is 404.</summary>
    public const string Gone = "404";

    public const string AccessUser = "user";
    public const string AccessPassword = "Planted-4711";

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(credentials.Url) };

    private string Instances => $"/v1.0/{credentials.ProjectId}/instances";

    public string ProjectId => credentials.ProjectId;

    /// <summary>Any call, whatever it answers.</summary>
    public async Task<(int Status, string Text)> SendAsync(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Any call, while Warren may be gone or slow.</summary>
    /// <returns>Null when no answer came; then it may have been carried out or not.</returns>
    public async Task<CallAnswer?> TrySendAsync(string method, string path, string? body, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request, limit.Token);
            return new CallAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(limit.Token), answer.Headers.GetValues("X-Request-Id").Single());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    public async Task<bool> IsReadyAsync()
    {
        using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Takes a token for the project; the calls after it carry it.</summary>
    public async Task SignInAsync()
    {
        var request = new TokenRequest
        {
            Auth = new AuthRequest
            {
                Identity = new IdentityRequest
                {
                    Methods = ["password"],
                    Password = new PasswordRequest
                    {
                        User = new PasswordUserRequest
                        {
                            Name = credentials.User,
                            Password = credentials.Password,
                            Domain = new NamedReference { Name = credentials.Account },
                        },
                    },
                },
                Scope = new ScopeRequest { Project = new ProjectScopeRequest { Id = credentials.ProjectId } },
            },
        };
        using var answer = await http.PostAsJsonAsync("/v3/auth/tokens", request, IamJson.Wire.TokenRequest);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        http.DefaultRequestHeaders.Add("X-Auth-Token", answer.Headers.GetValues("X-Subject-Token").Single());
    }

    /// <summary>The body of the quick start (chapter 4 of the reference), for this installation.</summary>
    public CreateInstanceRequest QuickStart(string name) => new()
    {
        Name = name,
        Engine = "RabbitMQ",
        EngineVersion = "3.7.17",
        StorageSpace = 100,
        AccessUser = AccessUser,
        Password = AccessPassword,
        VpcId = credentials.VpcId,
        SecurityGroupId = credentials.SecurityGroupId,
        SubnetId = credentials.SubnetId,
        AvailableZones = [credentials.ZoneId],
        StorageSpecCode = "dms.physical.storage.ultra",
        ProductId = "00300-30109-0--0",
    };

    /// <summary>The smallest cluster of 3, 5 or 7 nodes.</summary>
    public CreateInstanceRequest Cluster(string name, int nodes) => QuickStart(name) with
    {
        ProductId = nodes switch { 3 => "00300-30209-0--0", 5 => "00300-30211-0--0", _ => "00300-30213-0--0" },
        StorageSpace = 100 * nodes,
    };

    public async Task<string> CreateAsync(CreateInstanceRequest order)
    {
        using var answer = await http.PostAsJsonAsync(Instances, order, DmsV1Json.Wire.CreateInstanceRequest);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await ReadAsync(answer, DmsV1Json.Wire.CreateInstanceResponse)).InstanceId;
    }

    /// <summary>An order that may be refused.</summary>
    /// <returns>Nothing when it was accepted; else the code of the error, or the status where there is none.</returns>
    public async Task<string> TryToCreateAsync(CreateInstanceRequest order)
    {
        using var answer = await http.PostAsJsonAsync(Instances, order, DmsV1Json.Wire.CreateInstanceRequest);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => "",
            HttpStatusCode.BadRequest => (await ReadAsync(answer, DmsV1Json.Wire.ErrorResponse)).ErrorCode,
            var status => status.ToString(),
        };
    }

    /// <summary>For a call during which Warren dies: the answer may come or not.</summary>
    public static async Task MayBeCutOffAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // it died before the answer was out
        }
    }

    /// <summary>An order that is refused: its status and error.</summary>
    public async Task<(HttpStatusCode Status, ErrorResponse Error)> FailToCreateAsync(CreateInstanceRequest order)
    {
        using var answer = await http.PostAsJsonAsync(Instances, order, DmsV1Json.Wire.CreateInstanceRequest);
        Assert.False(answer.IsSuccessStatusCode);
        return (answer.StatusCode, await ReadAsync(answer, DmsV1Json.Wire.ErrorResponse));
    }

    /// <summary>Null when the answer is 404.</summary>
    public async Task<InstanceResponse?> ShowAsync(string instanceId)
    {
        using var answer = await http.GetAsync(new Uri($"{Instances}/{instanceId}", UriKind.Relative));
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        return await ReadAsync(answer.EnsureSuccessStatusCode(), DmsV1Json.Wire.InstanceResponse);
    }

    public async Task<IReadOnlyList<InstanceResponse>> ListAsync()
    {
        using var answer = await http.GetAsync(new Uri(Instances, UriKind.Relative));
        return (await ReadAsync(answer.EnsureSuccessStatusCode(), DmsV1Json.Wire.ListInstancesResponse)).Instances;
    }

    public async Task DeleteAsync(string instanceId)
    {
        using var answer = await http.DeleteAsync(new Uri($"{Instances}/{instanceId}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Resets the password of the instance's user, and waits until that is done.</summary>
    public async Task ResetPasswordAsync(string instanceId, string password)
    {
        var path = $"/v2/{credentials.ProjectId}/instances/{instanceId}";
        using var answer = await http.PostAsJsonAsync($"{path}/password", new ResetPasswordRequest { NewPassword = password }, DmsV2Json.Wire.ResetPasswordRequest);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await Eventually.See(
            "the password is set",
            async () =>
            {
                using var tasks = await http.GetAsync(new Uri($"{path}/tasks?limit=1", UriKind.Relative));
                return (await ReadAsync(tasks.EnsureSuccessStatusCode(), DmsV2Json.Wire.TasksResponse)).Tasks[0];
            },
            task => task is { Name: "resetInstancePassword", Status: "SUCCESS" });
    }

    public async Task<IReadOnlyList<OrphanBody>> OrphansAsync()
    {
        using var answer = await http.GetAsync(new Uri($"/v2/{credentials.ProjectId}/orphans", UriKind.Relative));
        return (await ReadAsync(answer.EnsureSuccessStatusCode(), DmsV2Json.Wire.OrphansResponse)).Orphans;
    }

    public async Task AdoptAsync(string orphanId)
    {
        using var answer = await http.PostAsJsonAsync($"/v2/{credentials.ProjectId}/orphans/{orphanId}/adopt", new AdoptOrphanRequest(), DmsV2Json.Wire.AdoptOrphanRequest);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Takes a public address.</summary>
    /// <returns>Its id and the address.</returns>
    public async Task<(string Id, string Address)> AllocatePublicIpAsync()
    {
        using var body = new StringContent("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":5,"name":"live"}}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/v1/{credentials.ProjectId}/publicips", UriKind.Relative), body);
        var ip = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("publicip");
        return (ip.GetProperty("id").GetString()!, ip.GetProperty("public_ip_address").GetString()!);
    }

    /// <summary>Lets anybody reach a port of the default security group's instances.</summary>
    /// <returns>The rule's id.</returns>
    public async Task<string> OpenPortAsync(int port)
    {
        var rule = $$"""
            {"security_group_rule":{"security_group_id":"{{credentials.SecurityGroupId}}","direction":"ingress","protocol":"tcp",
             "port_range_min":{{port}},"port_range_max":{{port}},"remote_ip_prefix":"0.0.0.0/0"} }
            """;
        using var body = new StringContent(rule, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/v1/{credentials.ProjectId}/security-group-rules", UriKind.Relative), body);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("security_group_rule").GetProperty("id").GetString()!;
    }

    public async Task ClosePortAsync(string ruleId)
    {
        using var answer = await http.DeleteAsync(new Uri($"/v1/{credentials.ProjectId}/security-group-rules/{ruleId}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Modifies an instance; it must be accepted.</summary>
    public async Task ModifyAsync(string instanceId, string change)
    {
        using var body = new StringContent(change, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri($"{Instances}/{instanceId}", UriKind.Relative), body);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Orders a restart by the batch call.</summary>
    public async Task RestartAsync(string instanceId)
    {
        using var answer = await http.PostAsJsonAsync(
            $"{Instances}/action", new InstanceActionRequest { Action = "restart", Instances = [instanceId] }, DmsV1Json.Wire.InstanceActionRequest);
        var results = await ReadAsync(answer.EnsureSuccessStatusCode(), DmsV1Json.Wire.InstanceActionResponse);
        Assert.Equal("success", Assert.Single(results.Results).Result);
    }

    /// <summary>Orders an extension; it must be accepted.</summary>
    public async Task ExtendAsync(string instanceId, ExtendInstanceRequest order)
    {
        using var answer = await http.PostAsJsonAsync($"{Instances}/{instanceId}/extend", order, DmsV1Json.Wire.ExtendInstanceRequest);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>An extension that is refused: its error code.</summary>
    public async Task<string> FailToExtendAsync(string instanceId, ExtendInstanceRequest order)
    {
        using var answer = await http.PostAsJsonAsync($"{Instances}/{instanceId}/extend", order, DmsV1Json.Wire.ExtendInstanceRequest);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return (await ReadAsync(answer, DmsV1Json.Wire.ErrorResponse)).ErrorCode;
    }

    /// <summary>Waits until the instance shows this status, and returns all that it showed on the way, each once, the last included.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="status">What it is to show.</param>
    /// <param name="alongside">Done at every look.</param>
    public async Task<IReadOnlyList<string>> WatchUntilAsync(string instanceId, string status, Action? alongside = null)
    {
        var shown = new List<string>();
        await Eventually.See(
            $"instance {instanceId} shows {status}; it has shown {string.Join(", ", shown)}",
            async () => (await ShowAsync(instanceId))?.Status ?? Gone,
            seen =>
            {
                alongside?.Invoke();
                if (!shown.Contains(seen))
                {
                    shown.Add(seen);
                }

                return seen == status;
            });
        return shown;
    }

    /// <summary>Waits until it is RUNNING, and returns it.</summary>
    public async Task<InstanceResponse> RunningAsync(string instanceId)
    {
        await WatchUntilAsync(instanceId, "RUNNING");
        return (await ShowAsync(instanceId))!;
    }

    public void Dispose() => http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type) => (await answer.Content.ReadFromJsonAsync(type))!;
}

/// <param name="Status">Of HTTP.</param>
/// <param name="Text">The body.</param>
/// <param name="RequestId">As the audit names the call.</param>
internal sealed record CallAnswer(int Status, string Text, string RequestId)
{
    public bool IsAccepted => Status is >= 200 and < 300;

    public JsonElement Json => JsonElement.Parse(Text);
}
