using Warren.Contract.Client;
using Warren.Contract.Iam;

namespace Warren.WebConsole.Pages.SignIn;

/// <summary>What the sign-in form sends.</summary>
internal sealed class SignInForm
{
    public string Account { get; set; } = "";

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Name of a project; empty: the first one that the user may use.</summary>
    public string? Project { get; set; }

    /// <summary>Gets a token for the project.</summary>
    /// <exception cref="ApiException">The account, user, password or project is wrong.</exception>
    public async Task<TokenBody> SignInAsync(ApiConnection connection, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(Project))
        {
            return await connection.SignInAsync(Account, User, Password, new ProjectScopeRequest { Name = Project.Trim(), Domain = new NamedReference { Name = Account } }, ct);
        }

        var account = await connection.SignInAsync(Account, User, Password, null, ct);
        var projects = await new IamClient(connection).ProjectsAsync(ct);
        if (projects.Count == 0)
        {
            return account;
        }

        var token = connection.Token!;
        var body = await connection.SignInAsync(Account, User, Password, new ProjectScopeRequest { Id = projects[0].Id }, ct);
        await connection.RevokeAsync(token, ct);
        return body;
    }
}
