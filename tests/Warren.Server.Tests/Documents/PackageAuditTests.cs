using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Warren.Live.Tests.Machine;

namespace Warren.Server.Tests.Documents;

/// <summary>
/// The build's own settings, in front of a package source that knows of a vulnerability in a package that every project uses. It has no packages; they were restored before this was built.
/// </summary>
public sealed class PackageAuditTests
{
    private const string Vulnerable = "meziantou.analyzer";

    [Theory]
    [InlineData("true", 1)] // the pipeline
    [InlineData("false", 0)] // whoever builds an old version
    public async Task A_package_that_is_known_to_be_vulnerable_breaks_the_pipeline_and_no_other_build(string ci, int exitCode)
    {
        await using var source = await SourceAsync();
        var folder = Directory.CreateTempSubdirectory("warren-audit-").FullName;
        try
        {
            await WriteProjectAsync(folder, source.Urls.Single());
            var start = new ProcessStartInfo("dotnet", ["restore", "Audited.csproj", "-nologo", "-p:RestorePackagesWithLockFile=false", "-p:RestoreLockedMode=false", $"-p:ArtifactsPath={folder}/out"])
            {
                WorkingDirectory = folder,
                Environment = { ["CI"] = ci, ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(folder, "cache") },
            };

            var restore = await Command.RunAsync(start);

            Assert.True(restore.ExitCode == exitCode, restore.Output + restore.Errors);
            Assert.Equal(exitCode == 1, restore.Output.Contains("error NU1903", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>An empty project that the repository's settings hold for.</summary>
    private static async Task WriteProjectAsync(string folder, string source)
    {
        foreach (var settings in (string[])["Directory.Build.props", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, settings), $"""<Project><Import Project="{Path.Combine(CommittedFile.Root, settings)}" /></Project>""");
        }

        File.Copy(Path.Combine(CommittedFile.Root, "global.json"), Path.Combine(folder, "global.json"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Audited.csproj"), """<Project Sdk="Microsoft.NET.Sdk" />""");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><clear /><add key="known" value="{source}/v3/index.json" protocolVersion="3" allowInsecureConnections="true" /></packageSources></configuration>""");
    }

    /// <summary>As NuGet's VulnerabilityInfo resource has it: an index, its pages, in each what is known of each package; severity 2 is high.</summary>
    private static async Task<WebApplication> SourceAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/v3/index.json", (HttpRequest asked) => Json(
            $$"""
            {"version":"3.0.0","resources":[{"@id":"http://{{asked.Host}}/packages/","@type":"PackageBaseAddress/3.0.0"},
             {"@id":"http://{{asked.Host}}/vulnerabilities.json","@type":"VulnerabilityInfo/6.7.0"}]}
            """));
        app.MapGet("/vulnerabilities.json", (HttpRequest asked) => Json($$"""[{"@name":"all","@id":"http://{{asked.Host}}/all.json","@updated":"2026-01-01T00:00:00Z"}]"""));
        app.MapGet("/all.json", () => Json($$"""{"{{Vulnerable}}":[{"severity":2,"url":"https://advisory.example/1","versions":"[0.0.0, )"}]}"""));
        await app.StartAsync();
        return app;
    }

    private static IResult Json(string text) => Results.Text(text, "application/json");
}
