// Orders a broker with Warren's own client, waits until it runs, and deletes it. Usage: dotnet run --project examples/csharp -- credentials.json
using System.Text.Json;
using Warren.Contract.Client;
using Warren.Contract.Dms.V1;

var who = JsonDocument.Parse(await File.ReadAllTextAsync(args[0])).RootElement;
string Of(string name) => who.GetProperty(name).GetString()!;

using var http = new HttpClient { BaseAddress = new Uri(Of("url") + "/") };
var dms = new DmsClient(http);
await dms.SignInAsync(Of("account"), Of("user"), Of("password"), Of("project_id"), CancellationToken.None);

var id = await dms.CreateInstanceAsync(
    new CreateInstanceRequest
    {
        Name = Environment.GetEnvironmentVariable("NAME") ?? "from-csharp",
        Engine = "rabbitmq",
        EngineVersion = "3.7.17",
        StorageSpace = 100,
        AccessUser = "user",
        Password = "Secret-4711",
        VpcId = Of("vpc_id"),
        SubnetId = Of("subnet_id"),
        SecurityGroupId = Of("security_group_id"),
        AvailableZones = [Of("zone_id")],
        ProductId = "00300-30109-0--0",
        StorageSpecCode = "dms.physical.storage.ultra",
    },
    CancellationToken.None);

InstanceResponse? shown;
while ((shown = await dms.FindInstanceAsync(id, CancellationToken.None)) is { Status: "CREATING" })
{
    await Task.Delay(TimeSpan.FromSeconds(1));
}

Console.WriteLine(JsonSerializer.Serialize(new { instance_id = id, status = shown!.Status, connect_address = shown.ConnectAddress, port = shown.Port, broker_version = shown.BrokerVersion }));
if (shown.Status != "RUNNING")
{
    return 1;
}

if (Environment.GetEnvironmentVariable("KEEP") is null)
{
    await dms.DeleteInstanceAsync(id, CancellationToken.None);
}

return 0;
