using System.Globalization;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Roles;

namespace Warren.Server.Iam;

/// <summary>Between the identity calls' records and the engine.</summary>
internal static class IamMap
{
    public static SignIn ToSignIn(TokenRequest request)
    {
        var identity = request.Auth?.Identity ?? throw new SignInException(400, "auth.identity is missing.");
        var methods = identity.Methods ?? throw new SignInException(400, "auth.identity.methods is missing.");
        var scope = ToScope(request.Auth.Scope);
        if (methods is ["token"])
        {
            var earlier = identity.Token?.Id ?? throw new SignInException(400, "auth.identity.token.id is missing.");
            return new SignIn { Token = earlier, Scope = scope };
        }

        if (methods is not ["password"])
        {
            throw new SignInException(401, "auth.identity.methods must be [\"password\"] or [\"token\"]: no other method is served.");
        }

        var user = identity.Password?.User ?? throw new SignInException(400, "auth.identity.password.user is missing.");
        return new SignIn
        {
            UserId = user.Id,
            UserName = user.Name,
            AccountId = user.Domain?.Id,
            AccountName = user.Domain?.Name,
            Password = user.Password,
            Scope = scope,
        };
    }

    public static TokenBody ToTokenBody(Caller caller, IReadOnlyList<Role> roles, IReadOnlyList<CatalogEntry>? catalog)
    {
        var account = new IdAndName { Id = caller.AccountId, Name = caller.AccountName };
        return new TokenBody
        {
            ExpiresAt = Format(caller.Token!.ExpiresAt),
            IssuedAt = Format(caller.Token.IssuedAt),
            Methods = caller.Token.Methods,
            Catalog = catalog,
            Project = caller.ProjectId is null ? null : new TokenProject { Id = caller.ProjectId, Name = caller.ProjectName!, Domain = account },
            Domain = caller.AccountScope ? account : null,
            Roles = caller.IsAccountOwner ? [new IdAndName { Id = "0", Name = "te_admin" }] : [.. roles.Select(r => new IdAndName { Id = r.Id, Name = r.Name })],
            User = new TokenUser { Id = caller.UserId, Name = caller.UserName, Domain = account, PasswordExpiresAt = "" },
        };
    }

    public static ProjectBody ToBody(Project project, string publicUrl) => new()
    {
        Id = project.Id,
        Name = project.Name,
        Description = project.Description,
        DomainId = project.AccountId,
        ParentId = project.ParentId ?? project.AccountId,
        IsDomain = false,
        Enabled = project.Enabled,
        Links = new ListLinks { Self = $"{publicUrl}/v3/projects/{project.Id}" },
    };

    private static SignInScope ToScope(ScopeRequest? scope) => new()
    {
        ProjectId = scope?.Project?.Id,
        ProjectName = scope?.Project?.Name,
        ProjectAccountId = scope?.Project?.Domain?.Id,
        ProjectAccountName = scope?.Project?.Domain?.Name,
        AccountId = scope?.Domain?.Id,
        AccountName = scope?.Domain?.Name,
    };

    /// <summary>Six decimals and Z: the form of the reference's sample.</summary>
    internal static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
