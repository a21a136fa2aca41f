using System.Text.RegularExpressions;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Iam.Roles;

namespace Warren.Engine.Tests.Iam.Policies;

/// <summary>The catalogue of system roles: its members, and what the DMS ones allow.</summary>
public sealed partial class SystemRolesTests
{
    private static readonly string[] _ordering = ["create", "modify", "delete", "scale"];
    private static readonly string[] _using = ["modifyStatus", "modifyAuthInfo", "resetAuthInfo", "deleteBackgroundTask"];
    private static readonly string[] _reading = ["get", "list", "getBackgroundTask"];

    public static TheoryData<string, string, bool> Rows()
    {
        var rows = new TheoryData<string, string, bool>();
        void Add(string role, bool reads, bool uses, bool orders)
        {
            void AddAll(string[] operations, bool allowed) => rows.AddRange(operations.Select(o => new TheoryDataRow<string, string, bool>(role, $"dms:instance:{o}", allowed)));
            AddAll(_reading, reads);
            AddAll(_using, uses);
            AddAll(_ordering, orders);
        }

        Add("DMS FullAccess", true, true, true);
        Add("DMS Administrator", true, true, true);
        Add("Tenant Administrator", true, true, true);
        Add("DMS UserAccess", true, true, false);
        Add("DMS ReadOnlyAccess", true, false, false);
        Add("Tenant Guest", true, false, false);
        Add("Security Administrator", false, false, false);
        Add("VPC FullAccess", false, false, false);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_role_allows_what_its_name_says(string role, string action, bool allowed) =>
        Assert.Equal(allowed, PolicyEvaluator.Decide([SystemRoles.Named(role).Policy], Write.Request with { Action = action }).Allowed);

    [Theory]
    [InlineData("Tenant Administrator")]
    [InlineData("Tenant Guest")]
    public void No_tenant_role_reaches_identity(string role) =>
        Assert.False(PolicyEvaluator.Decide([SystemRoles.Named(role).Policy], Write.Request with { Action = "iam:users:listUsers" }).Allowed);

    [Fact]
    public void Ids_and_names_are_unique_and_well_formed()
    {
        Assert.Equal(13, SystemRoles.All.Count);
        Assert.Equal(SystemRoles.All.Count, SystemRoles.All.DistinctBy(r => r.Id).Count());
        Assert.Equal(SystemRoles.All.Count, SystemRoles.All.DistinctBy(r => r.Name).Count());
        Assert.Equal(SystemRoles.All.Count, SystemRoles.All.DistinctBy(r => r.DisplayName).Count());
        Assert.All(SystemRoles.All, r => Assert.Matches(Id(), r.Id));
        Assert.All(SystemRoles.All, r => Assert.Contains(r.Type, (string[])["AA", "AX", "XA"]));
    }

    [Fact]
    public void What_a_role_depends_on_exists() => Assert.All(
        SystemRoles.All.SelectMany(r => r.Document.Depends),
        d => Assert.Equal(d.Catalog, SystemRoles.Named(d.DisplayName).Catalog));

    [Fact]
    public void Ids_are_the_same_in_every_release() => Assert.Equal("6a9f1c6ae6c825a24672045260861bc2", SystemRoles.Named("DMS FullAccess").Id);

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex Id();
}
