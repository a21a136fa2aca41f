using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Runtimes.Kubernetes;

/// <summary>A whole object that lies in Goldens/. With WARREN_WRITE_DOCS=1 it is written, without it is compared.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Is(string name, JsonObject item)
    {
        var file = Repository.PathOf("tests/Warren.Engine.Tests/Runtimes/Kubernetes/Goldens", name + ".json");
        var text = item.ToJsonString(Form) + "\n";
        if (Environment.GetEnvironmentVariable("WARREN_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}
