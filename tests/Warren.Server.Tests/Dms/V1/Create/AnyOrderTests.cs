using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Warren.Engine.Errors;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>Whatever stands in an order: it is accepted, or refused with a documented code. It is never a fault of ours.</summary>
public sealed class AnyOrderTests(WarrenHost host)
{
    private static readonly HashSet<(int, string)> Documented =
        [.. DmsErrors.All.Where(e => e.Status is >= 400 and < 500).Select(e => (e.Status, e.V1))];

    private static readonly string[] Members =
    [
        "name", "description", "engine", "engine_version", "storage_space", "access_user", "password", "vpc_id", "security_group_id", "subnet_id",
        "available_zones", "product_id", "maintain_begin", "maintain_end", "enable_publicip", "publicip_id", "ssl_enable", "storage_spec_code",
        "enterprise_project_id", "tags", "something_else",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 70],
        Gen.String[Gen.Char['\0', '\ud7ff'], 0, 40],
        Gen.String[Gen.Char["aZ0-_兔é\n\0\u200b\u202e'\"\\%"], 0, 12],
        Gen.OneOf("", "rabbitmq", "true", "100", "02:00", "06:00", "🐇🐇", new string('x', 1024), new string('x', 1025)));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Text.Select(Quoted),
        Gen.Int.Select(n => n.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Where(double.IsFinite).Select(n => n.ToString("R", CultureInfo.InvariantCulture)),
        Gen.OneOf("true", "false", "null", "9223372036854775808", "1e999", "-0", "100.0"));

    private static readonly Gen<string> Value = Gen.Frequency(
        (6, Scalar),
        (1, Scalar.Array[0, 3].Select(list => $"[{string.Join(',', list)}]")),
        (1, Gen.Select(Text, Scalar).Select((name, value) => $"{{{Quoted(name)}:{value}}}")));

    private static readonly Gen<(string Member, string Json)[]> Changes = Gen.Select(Gen.OneOf(Members), Value).Array[0, 4];

    [Fact]
    public Task Any_body_of_an_order_is_accepted_or_refused_with_a_documented_code() => Changes.SampleAsync(
        async changes =>
        {
            var order = host.Order();
            foreach (var (member, json) in changes)
            {
                order[member] = JsonNode.Parse(json);
            }

            var answer = await host.CallAsync("POST", host.Instances, order.ToJsonString());

            Assert.True(
                answer.Status == 200 || Documented.Contains((answer.Status, answer.Json.GetProperty("error_code").GetString()!)),
                $"{order.ToJsonString()}\n{answer}");
            if (answer.Status == 200)
            {
                await host.ShowAsync(answer.Json.GetProperty("instance_id").GetString()!); // and what was accepted can be shown
            }
        },
        iter: 1000,
        threads: 1);

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();
}
