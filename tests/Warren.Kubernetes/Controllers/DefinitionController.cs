using System.Text.Json.Nodes;
using k8s.Models;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Controllers;

/// <summary>Establishes definitions of custom kinds: before that their paths answer 404, and they have no conditions.</summary>
public sealed class DefinitionController(Cluster cluster) : Controller(cluster)
{
    /// <summary>Whether new definitions stay as they were sent, as they do for a second or more on a real server. Default false.</summary>
    public bool IsHeld { get; private set; }

    public void Hold() => IsHeld = true;

    public void Release()
    {
        IsHeld = false;
        Wake();
    }

    protected override Task SyncAsync(CancellationToken ct)
    {
        lock (Cluster.Store.Gate)
        {
            foreach (var definition in Cluster.List(ResourceTypes.Definitions))
            {
                if (!IsHeld || definition.At("status", "conditions") is not null)
                {
                    Establish(definition);
                }
            }

            var defined = Cluster.List(ResourceTypes.Definitions).Select(d => d.Name()).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in Cluster.Types.All.Where(t => t.IsCustom && !defined.Contains(t.QualifiedName)).ToArray())
            {
                foreach (var value in Cluster.List(gone).ToArray())
                {
                    Cluster.Delete(gone, value.Namespace(), value.Name(), new DeleteOptions());
                }

                Cluster.Types.Remove(gone.QualifiedName);
            }
        }

        return Task.CompletedTask;
    }

    private void Establish(JsonObject definition)
    {
        if (Cluster.Types.Find(definition.Name()) is null)
        {
            Cluster.Types.Add(TypeOf(definition));
        }

        Cluster.Change(ResourceTypes.Definitions, null, definition.Name(), d => WithStatus(d, Cluster.Clock), new WriteOptions("kube-apiserver") { Subresource = "status" });
    }

    private static JsonObject WithStatus(JsonObject definition, TimeProvider clock)
    {
        if (definition.At("status", "conditions") is null)
        {
            JsonObject Condition(string type, string reason) =>
                new() { ["type"] = type, ["status"] = "True", ["reason"] = reason, ["message"] = reason, ["lastTransitionTime"] = clock.Time() };
            definition["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(Condition("NamesAccepted", "NoConflicts"), Condition("Established", "InitialNamesAccepted")),
                ["acceptedNames"] = definition.At("spec", "names")?.DeepClone(),
                ["storedVersions"] = definition.Items("spec", "versions").Select(v => v["name"]).ToJson(),
            };
        }

        return definition;
    }

    private static ResourceType TypeOf(JsonObject definition)
    {
        var spec = definition.Child("spec");
        var version = spec.Items("versions").First(v => v.Flag("served") == true);
        var read = OpenApi.Read((JsonObject)version.At("schema", "openAPIV3Schema")!);
        Dictionary<string, Schema> fields = new(read.Properties, StringComparer.Ordinal)
        {
            ["apiVersion"] = Schema.Text,
            ["kind"] = Schema.Text,
            ["metadata"] = ModelSchema.Of<V1ObjectMeta>(),
        };
        return new ResourceType(spec.Text("group")!, version.Text("name")!, spec.Text("names", "plural")!, spec.Text("names", "kind")!, spec.Text("scope") == "Namespaced")
        {
            ShortNames = [.. spec.Texts("names", "shortNames")],
            HasStatus = version.At("subresources", "status") is not null,
            HasGeneration = true,
            IsCustom = true,
            Schema = new Schema { Type = SchemaType.Object, PropertiesLater = () => fields, Required = read.Required, KeepsUnknown = read.KeepsUnknown },
        };
    }
}
