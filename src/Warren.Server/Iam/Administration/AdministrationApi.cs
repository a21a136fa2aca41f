namespace Warren.Server.Iam.Administration;

/// <summary>The identity administration (contract 4).</summary>
internal static class AdministrationApi
{
    public static void MapIamAdministration(this IEndpointRouteBuilder app)
    {
        app.MapUsers();
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
