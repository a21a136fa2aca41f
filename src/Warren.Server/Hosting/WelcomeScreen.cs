using System.Text;
using System.Text.Json.Nodes;
using Warren.Engine.Hosting;

namespace Warren.Server.Hosting;

/// <summary>What ./warren up prints once it serves: all that a user needs, on one screen.</summary>
internal static class WelcomeScreen
{
    public static string Text(IReadOnlyList<string> urls, CredentialsFile? file, DataFolder data, string runtime)
    {
        var text = new StringBuilder();
        void Row(string name, string value) => text.Append("  ").Append(name.PadRight(16)).Append(value).Append('\n');

        text.Append('\n').Append("Warren serves.").Append(BrokersOf(runtime)).Append('\n');
        Row("URL", string.Join("  ", urls));
        if (file is null)
        {
            Row("credentials", $"{data.Credentials} is not there; sign in with what the first start over this store wrote into its data folder");
            return text.ToString();
        }

        Row("account", file.Account);
        Row("user", file.User);
        Row("password", file.Password);
        Row("project", $"{file.ProjectName}  {file.ProjectId}");
        Row("VPC", file.VpcId);
        Row("subnet", file.SubnetId);
        Row("security group", file.SecurityGroupId);
        Row("zone", file.ZoneId);
        Row("data", $"{data.Root} (credentials.json has all of this; tls/ca.crt is the local CA)");
        text.Append("\nGet a token, order an instance, look at it:\n\n").Append(Curl(file)).Append('\n');
        return text.ToString();
    }

    private static string BrokersOf(string runtime) => runtime switch
    {
        "fake" => " THE BROKERS ARE FAKE: nothing can connect to an instance.",
        "kubernetes" => " The brokers run on the Kubernetes cluster.",
        _ => "",
    };

    internal static string Curl(CredentialsFile file)
    {
        var user = new JsonObject { ["name"] = file.User, ["password"] = file.Password, ["domain"] = new JsonObject { ["name"] = file.Account } };
        var sign = new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["identity"] = new JsonObject { ["methods"] = new JsonArray("password"), ["password"] = new JsonObject { ["user"] = user } },
                ["scope"] = new JsonObject { ["project"] = new JsonObject { ["id"] = file.ProjectId } },
            },
        };
        var order = new JsonObject
        {
            ["name"] = "rabbitmq-first",
            ["engine"] = "RabbitMQ",
            ["engine_version"] = "3.7.17",
            ["storage_space"] = 100,
            ["access_user"] = "user",
            ["password"] = "Warren-1234",
            ["vpc_id"] = file.VpcId,
            ["security_group_id"] = file.SecurityGroupId,
            ["subnet_id"] = file.SubnetId,
            ["available_zones"] = new JsonArray(file.ZoneId),
            ["storage_spec_code"] = "dms.physical.storage.ultra",
            ["product_id"] = "00300-30109-0--0",
        };
        var instances = $"{file.Url}/v1.0/{file.ProjectId}/instances";
        return $$"""
            TOKEN=$(curl -s -D - -o /dev/null {{file.Url}}/v3/auth/tokens -H 'Content-Type: application/json' -d {{Quoted(sign.ToJsonString())}} | tr -d '\r' | awk 'tolower($1) == "x-subject-token:" {print $2}')
            ID=$(curl -s {{instances}} -H "X-Auth-Token: $TOKEN" -H 'Content-Type: application/json' -d {{Quoted(order.ToJsonString())}} | tee /dev/stderr | sed -n 's/.*"instance_id":"\([^"]*\)".*/\1/p')
            curl -s {{instances}}/$ID -H "X-Auth-Token: $TOKEN"

            """;
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
