using Warren.Engine.Errors;
using Warren.Engine.Network;
using Warren.Server.Tests.Dms.V1.Create;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.ErrorTable;

/// <summary>The rows that an order provokes.</summary>
internal static class OrderErrorRows
{
    private const string Nothing = "7f3e1a52-0000-4000-8000-000000000000";

    public static IEnumerable<ErrorRow> All =>
    [
        Order(DmsErrors.EngineUnsupported, "An order for another engine, or a query for one.", """{"engine":"kafka"}"""),
        Order(DmsErrors.VersionUnsupported, "An order for a version that GET /v1.0/products does not list.", """{"engine_version":"2.0.0"}"""),
        Order(DmsErrors.ProductInvalid, "An order for a product that is not listed under Hourly, or for more nodes than the runtime runs.", """{"product_id":"00300-30110-0--0"}"""),
        Order(DmsErrors.NameInvalid, "An order or a change with a name outside the rule.", """{"name":"1abc"}"""),
        Order(DmsErrors.DescriptionTooLong, "An order or a change with a description of more than 1024 characters.", OrderChange.Text("description", new string('d', 1025))),
        Order(DmsErrors.PasswordFormat, "An order whose password has a wrong length or a character outside the alphabet.", """{"password":"Abc-1"}"""),
        Order(DmsErrors.VpcEmpty, "An order without vpc_id.", """{"vpc_id":""}"""),
        Order(DmsErrors.SecurityGroupEmpty, "An order without security_group_id.", """{"security_group_id":""}"""),
        Order(DmsErrors.UserNameInvalid, "An order with an access_user outside the rule.", """{"access_user":"a_b_c"}"""),
        Order(DmsErrors.SubnetEmpty, "An order without subnet_id.", """{"subnet_id":""}"""),
        Order(DmsErrors.SubnetNotInVpc, "An order whose subnet does not exist, or is in another VPC.", OrderChange.Text("subnet_id", Nothing)),
        Order(DmsErrors.PasswordComplexity, "An order whose password has one of the four classes only.", """{"password":"abcdefgh"}"""),
        ErrorRow.When(DmsErrors.DhcpOff, "An order for a subnet without DHCP.", OrderForAsync(host => new Subnet
        {
            Id = Guid.NewGuid().ToString("D"),
            ProjectId = host.Credentials.ProjectId,
            VpcId = host.Credentials.VpcId,
            Name = "static",
            Cidr = "10.202.0.0/24",
            GatewayIp = "10.202.0.1",
            DhcpEnabled = false,
            CreatedAt = default,
        }, subnet => OrderChange.Text("subnet_id", subnet.Id))),
        Order(DmsErrors.ZoneUnknown, "An order for a zone that does not exist.", """{"available_zones":["0123456789abcdef0123456789abcdef"]}"""),
        Order(DmsErrors.SecurityGroupUnknown, "An order or a change with a security group that does not exist in the project.", OrderChange.Text("security_group_id", Nothing)),
        ErrorRow.When(
            DmsErrors.SecurityGroupRules,
            "An order or a change with a security group that lacks a rule for any protocol in one of the directions.",
            OrderForAsync(
                host => new SecurityGroup { Id = Guid.NewGuid().ToString("D"), ProjectId = host.Credentials.ProjectId, Name = "bare", CreatedAt = default },
                group => OrderChange.Text("security_group_id", group.Id))),
        ErrorRow.When(DmsErrors.NameExists, "An order or a change with a name that another instance of the project has.", async host =>
        {
            var order = host.Order();
            await host.CreateAsync(order);
            return await host.CallAsync("POST", host.Instances, order.ToJsonString());
        }),
        Order(DmsErrors.ParameterInvalid, "A value outside its rule for which there is no number of its own: publicip_id, tags, oper_type, a subnet without free addresses.", """{"tags":[{"key":""}]}"""),
        Order(DmsErrors.ZonesNotOne, "An order for no zone, or for more than one.", """{"available_zones":[]}"""),
        Order(DmsErrors.VpcUnknown, "An order for a VPC that does not exist in the project.", OrderChange.Text("vpc_id", Nothing)),
        Order(DmsErrors.MaintainWindowInvalid, "An order or a change whose maintenance window is none of the six.", """{"maintain_begin":"03:00","maintain_end":"07:00"}"""),
        Order(DmsErrors.StorageInvalid, "An order or an extension with storage outside the limits.", """{"storage_space":99}"""),
        Order(DmsErrors.SpecCodeInvalid, "An order with an unknown storage_spec_code, or an extension to a specification that is unknown, smaller or of another type.", """{"storage_spec_code":"floppy"}"""),
    ];

    private static ErrorRow Order(ErrorCode code, string words, string change) =>
        ErrorRow.When(code, words, host => host.CallAsync("POST", host.Instances, OrderChange.Apply(host.Order(), change).ToJsonString()));

    private static Func<WarrenHost, Task<Answer>> OrderForAsync<T>(Func<WarrenHost, T> make, Func<T, string> change)
        where T : class => async host =>
        {
            var row = make(host);
            await using (var store = host.OpenStore())
            {
                store.Add(row);
                await store.SaveChangesAsync();
            }

            return await host.CallAsync("POST", host.Instances, OrderChange.Apply(host.Order(), change(row)).ToJsonString());
        };
}
