using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Warren.WebConsole.Layout;
using Warren.WebConsole.Session;

namespace Warren.WebConsole.Hosting;

/// <summary>The web console: <see cref="AddWarrenConsole"/> and <see cref="UseWarrenConsole"/> are all that a host needs.</summary>
public static class ConsoleSetup
{
    /// <summary>Where it lives.</summary>
    public const string Root = "/console";

    /// <summary>Name of the HTTP client that reaches the API; its BaseAddress is the host's to set.</summary>
    public const string ApiClient = "warren-console";

    /// <summary>What WebApplication looks for: without these it puts both before everything else, where they cost each call of the API a tenth of its time.</summary>
    private static readonly string[] SetByBranch = ["__AuthenticationMiddlewareSet", "__AuthorizationMiddlewareSet"];

    /// <summary>The languages, the default one first.</summary>
    internal static readonly string[] Languages = ["en", "zh"];

    /// <summary>Registers what the pages need. The host configures the client named <see cref="ApiClient"/>.</summary>
    public static IServiceCollection AddWarrenConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddLocalization();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "warren-form";
            antiforgery.Cookie.Path = Root;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(SessionCookie.Configure);
        services.AddAuthorization();
        services.AddScoped<SignedInUser>();
        services.AddScoped<Api>();
        return services;
    }

    /// <summary>
    /// Answers everything below <see cref="Root"/> by a pipeline of its own, so that no route, error shape or limit of the API changes; and the API's routes
    /// are not to be found below it.
    /// </summary>
    /// <param name="app">The host.</param>
    /// <param name="assets">The list of static files that the build of the host writes; without it (a test that serves no pages) none are served.</param>
    public static void UseWarrenConsole(this WebApplication app, string assets)
    {
        var console = new ApplicationBuilder(app.Services);
        console.UseExceptionHandler("/error", createScopeForErrors: true);
        console.UseConsoleHeaders();
        console.UseRequestLocalization(languages =>
        {
            languages.SetDefaultCulture(Languages[0]).AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
            languages.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = PreferencesApi.LanguageCookie },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
        console.UseRouting();
        console.UseAuthentication();
        console.UseAuthorization();
        console.UseAntiforgery();
        console.UseEndpoints(endpoints =>
        {
            if (File.Exists(assets))
            {
                endpoints.MapStaticAssets(assets).Add(ConsoleRoute.Mark);
            }

            endpoints.MapPreferences();
            endpoints.MapSignOut();
            endpoints.MapCertificate();
            endpoints.MapDefinitionsFile();
            endpoints.MapRazorComponents<App>()
                .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null) // ConsoleHeaders says it
                .Add(ConsoleRoute.Mark);
        });

        foreach (var middleware in SetByBranch)
        {
            ((IApplicationBuilder)app).Properties[middleware] = true;
        }

        // Built at its first request: its authorization watches all endpoints, and while somebody watches, each set of routes that the host still adds makes all of them anew.
        var answer = new Lazy<RequestDelegate>(console.Build);
        app.Map(Root, branch => branch.Run(http => answer.Value(http)));
    }
}
