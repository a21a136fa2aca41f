namespace Warren.Server.Iam.Administration;

/// <summary>The identity administration (as real clients need it).</summary>
internal static class AdministrationApi
{
    public static void MapIamAdministration(this IEndpointRouteBuilder app)
    {
        app.MapUsers();
        app.MapAccess();
        app.MapGroups();
        app.MapProjectChanges();
        app.MapRoles();
        app.MapGrants();
        app.MapEnterpriseProjectGrants();
        app.MapRoleAssignments();
        app.MapCredentials();
        app.MapServices();
    }
}
