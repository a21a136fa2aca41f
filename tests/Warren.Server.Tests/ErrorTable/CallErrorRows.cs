using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.ErrorTable;

/// <summary>The rows that every other call provokes.</summary>
internal static class CallErrorRows
{
    private const string Nobody = "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d";

    public static IEnumerable<ErrorRow> All =>
    [
        Get(DmsErrors.ProjectIdMalformed, "A project id in the path that is not 32 hexadecimal digits.", _ => "/v1.0/x/instances"),
        Post(DmsErrors.BodyEmpty, "A call that needs a body and has none.", "", ""),
        Post(DmsErrors.BodyInvalid, "A body that is not JSON or no object, a member given twice, or a member with a value of the wrong type.", "", "{"),
        ErrorRow.When(DmsErrors.StatusForbids, "A change, restart or extension in a status that does not allow it.", async host =>
        {
            var id = await host.RunAsync();
            await using var held = await host.HoldAsync(id, "FAULTY");
            return await host.ExtendAsync(id, """{"new_storage_space":200}""");
        }),
        Get(DmsErrors.InstanceIdMalformed, "An instance id in the path that is not a UUID.", host => $"{host.Instances}/x"),
        Get(DmsErrors.FilterInvalid, "A list query whose status, start or limit is not allowed.", host => $"{host.Instances}?status=asleep"),
        Post(DmsErrors.ActionInvalid, "A batch call whose action is neither restart nor delete.", "/action", """{"action":"stop"}"""),
        Post(DmsErrors.InstancesEmpty, "A batch call without instance ids.", "/action", """{"action":"restart","instances":[]}"""),
        ErrorRow.When(DmsErrors.OldPasswordWrong, "A change of the instance's password (a /v2 path) with another old password; on /v2 codes begin with DMS.00.", async host =>
            InV1(await host.CallAsync("POST", $"/v2/{host.Credentials.ProjectId}/instances/{await host.RunAsync()}/password", """{"old_password":"Secret-x","new_password":"Secret-1"}"""))),
        ErrorRow.When(DmsErrors.ReadOnlyTenant, "An action that changes something, by a user who may only read in the service.", async host =>
            await (await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess")).CallAsync("POST", host.Instances, host.Order().ToJsonString())),
        ErrorRow.When(DmsErrors.Forbidden, "An action that nothing granted to the user allows, or that a policy denies.", async host =>
            await (await GrantedUser.AddAsync(host)).CallAsync("GET", host.Instances)),
        ErrorRow.When(DmsErrors.DeleteForbidden, "A deletion while the instance is being created or restarted.", async host =>
        {
            var id = await host.RunAsync();
            await using var held = await host.HoldAsync(id, "CREATING");
            return await host.CallAsync("DELETE", $"{host.Instances}/{id}");
        }),
        Post(
            DmsErrors.TooManyInstances,
            "A batch call with more than 50 instance ids.",
            "/action",
            $$"""{"action":"delete","instances":[{{string.Join(',', Enumerable.Repeat($"\"{Nobody}\"", 51))}}]}"""),
        ErrorRow.When(DmsErrors.TooManyExtends, "An extension of storage after twenty of them.", async host =>
        {
            var id = await host.RunAsync();
            await using var store = host.OpenStore();
            await store.Instances.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.ExtendTimes, 20));
            return await host.ExtendAsync(id, """{"new_storage_space":200}""");
        }),
        ErrorRow.When(
            DmsErrors.TokenInvalid,
            "A token that Warren did not issue, that was altered, revoked, or issued before the user's password was changed.",
            host => host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", "x"))),
        ErrorRow.When(DmsErrors.TokenMissing, "A call with neither a token nor a signature.", host => host.SendAsync("GET", host.Instances)),
        Get(DmsErrors.ProjectMismatch, "A project id in the path that the token or the signature is not for.", _ => "/v1.0/0123456789abcdef0123456789abcdef/instances"),
        Get(DmsErrors.PathUnknown, "A path that no call has.", _ => "/v1.0/nothing"),
        Get(DmsErrors.InstanceUnknown, "An instance that does not exist, is gone, or belongs to another project.", host => $"{host.Instances}/{Nobody}"),
        ErrorRow.When(DmsErrors.MethodNotAllowed, "A method that the path does not have; Allow says which it has.", host => host.CallAsync("DELETE", "/v1.0/products")),
        ErrorRow.When(DmsErrors.Internal, "A fault of Warren's own. The log has the rest under the request id.", async _ =>
        {
            await using var broken = await WarrenHost.StartAsync(_ => { });
            await using (var store = broken.OpenStore())
            {
                await store.Database.ExecuteSqlRawAsync("ALTER TABLE \"Instances\" RENAME TO \"Lost\"");
            }

            return await broken.GetAsync(broken.Instances);
        }),
    ];

    /// <summary>The same error with the code as v1.0 writes it.</summary>
    private static Answer InV1(Answer answer) => new(answer.Status, answer.Headers, answer.Text.Replace("DMS.00", "111", StringComparison.Ordinal));

    private static ErrorRow Get(ErrorCode code, string words, Func<WarrenHost, string> path) => ErrorRow.When(code, words, host => host.GetAsync(path(host)));

    private static ErrorRow Post(ErrorCode code, string words, string path, string body) =>
        ErrorRow.When(code, words, host => host.CallAsync("POST", host.Instances + path, body));
}
