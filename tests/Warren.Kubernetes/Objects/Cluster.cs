using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Patches;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Objects;

/// <summary>What the API does to objects, whoever asks: a request, a controller, the operator or a test. Refusals are <see cref="ApiException"/>s.</summary>
public sealed class Cluster(TimeProvider clock)
{
    /// <summary>What Kubernetes adds to a generated name: letters that make no words.</summary>
    private const string NameLetters = "bcdfghjklmnpqrstvwxz2456789";

    public ObjectStore Store { get; } = new();

    public ResourceTypes Types { get; } = new();

    public ServiceAddresses Services { get; } = new();

    public TimeProvider Clock => clock;

    public static ObjectKey KeyOf(ResourceType type, string? ns, string name) => new(type.QualifiedName, type.Namespaced ? ns ?? "" : "", name);

    public JsonObject? Find(ResourceType type, string? ns, string name) => Store.Find(KeyOf(type, ns, name));

    public IEnumerable<JsonObject> List(ResourceType type, string? ns = null) => Store.List(type.QualifiedName, ns).Select(o => o.Value);

    public JsonObject Get(ResourceType type, string? ns, string name) => Find(type, ns, name) ?? throw ApiException.NotFound(type, name);

    public JsonObject Create(ResourceType type, string? ns, JsonObject body, WriteOptions how)
    {
        lock (Store.Gate)
        {
            var value = body.Copy();
            var meta = value.Meta();
            CheckIdentity(type, ns, null, value);
            if (meta.Text("resourceVersion") is { Length: > 0 })
            {
                throw ApiException.BadRequest("resourceVersion should not be set on objects to be created");
            }

            if (meta.Text("name") is null or "" && meta.Text("generateName") is { Length: > 0 } prefix)
            {
                meta["name"] = prefix + RandomNumberGenerator.GetString(NameLetters, 5);
            }

            Admission.CheckNamespace(this, type, ns, meta.Text("name") ?? "");
            foreach (var name in (string[])["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "managedFields", "selfLink"])
            {
                meta.Remove(name);
            }

            if (type.Namespaced)
            {
                meta["namespace"] = ns;
            }

            return CreatePrepared(type, ns, value, how, managed: false);
        }
    }

    public JsonObject Replace(ResourceType type, string? ns, string name, JsonObject body, WriteOptions how)
    {
        lock (Store.Gate)
        {
            var before = Get(type, ns, name);
            var value = body.Copy();
            CheckIdentity(type, ns, name, value);
            if (type.IsCustom && value.Meta().Text("resourceVersion") is null or "")
            {
                throw ApiException.Invalid(type, name, [new("FieldValueInvalid", "metadata.resourceVersion", "Invalid value: 0: must be specified for an update")]);
            }

            return Write(type, ns, before, value, how, managed: false);
        }
    }

    /// <summary>Changes what is there, as patches do.</summary>
    public JsonObject Change(ResourceType type, string? ns, string name, Func<JsonObject, JsonObject> edit, WriteOptions how)
    {
        lock (Store.Gate)
        {
            var before = Get(type, ns, name);
            var value = edit(before.Copy());
            CheckIdentity(type, ns, name, value);
            return Write(type, ns, before, value, how, managed: false);
        }
    }

    /// <summary>Server-side apply.</summary>
    /// <returns>What there is now, and whether it is new.</returns>
    public (JsonObject Value, bool IsNew) Apply(ResourceType type, string? ns, string name, JsonObject wanted, bool force, WriteOptions how)
    {
        lock (Store.Gate)
        {
            var config = wanted.Copy();
            CheckApplied(type, ns, name, config);
            var before = Find(type, ns, name);
            if (before is null && how.Subresource.Length > 0)
            {
                throw ApiException.NotFound(type, name);
            }

            if (before is null)
            {
                Admission.CheckNamespace(this, type, ns, name);
            }

            if (before is not null && config.Meta().Text("resourceVersion") is { Length: > 0 } version && version != before.Meta().Text("resourceVersion"))
            {
                throw ApiException.Conflict(type, name);
            }

            var merged = ServerSideApply.Merge(type, before, config, how.Manager, how.Subresource, force, clock.Time());
            merged["apiVersion"] = type.ApiVersion;
            merged["kind"] = type.Kind;
            merged.Meta()["name"] = name;
            if (type.Namespaced)
            {
                merged.Meta()["namespace"] = ns;
            }

            return before is null ? (CreatePrepared(type, ns, merged, how, managed: true), true) : (Write(type, ns, before, merged, how, managed: true), false);
        }
    }

    /// <summary>Deletes, or marks as being deleted where a finalizer, dependents or a pod's grace make it last.</summary>
    /// <returns>The object as it is now, and whether it is gone.</returns>
    public (JsonObject Value, bool IsGone) Delete(ResourceType type, string? ns, string name, DeleteOptions how)
    {
        lock (Store.Gate)
        {
            var before = Get(type, ns, name);
            if (how.Uid is { Length: > 0 } uid && uid != before.Uid())
            {
                throw ApiException.Conflict(type, name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {before.Uid()}");
            }

            if (how.ResourceVersion is { Length: > 0 } version && version != before.Meta().Text("resourceVersion"))
            {
                throw ApiException.Conflict(type, name, $"Precondition failed: ResourceVersion in precondition: {version}, ResourceVersion in object meta: {before.Meta().Text("resourceVersion")}");
            }

            var value = before.Copy();
            var stays = Deletion.Mark(type, value, how, clock);
            if (how.DryRun)
            {
                return (before, !stays);
            }

            if (!stays)
            {
                return (Store.Remove(KeyOf(type, ns, name)), true);
            }

            return (JsonNode.DeepEquals(value, before) ? before : Store.Put(KeyOf(type, ns, name), value), false);
        }
    }

    private static void CheckIdentity(ResourceType type, string? ns, string? name, JsonObject value)
    {
        value["apiVersion"] ??= type.ApiVersion;
        value["kind"] ??= type.Kind;
        if (value.Text("apiVersion") != type.ApiVersion || value.Text("kind") != type.Kind)
        {
            throw ApiException.BadRequest(
                $"{value.Text("kind")} in version \"{value.Text("apiVersion")}\" cannot be handled as a {type.Kind}: the API version in the data ({value.Text("apiVersion")}, Kind={value.Text("kind")}) does not match the expected ({type.ApiVersion}, Kind={type.Kind})");
        }

        if (name is not null && value.Name() != name)
        {
            throw ApiException.BadRequest($"the name of the object ({value.Name()}) does not match the name on the URL ({name})");
        }

        if (type.Namespaced && value.Namespace() is { Length: > 0 } other && other != ns)
        {
            throw ApiException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    /// <summary>An apply that names a field that there is not fails as a whole, with the code that a real server has for it.</summary>
    private static void CheckApplied(ResourceType type, string? ns, string name, JsonObject config)
    {
        config.Meta()["name"] ??= name;
        CheckIdentity(type, ns, name, config);
        if (config.At("metadata", "managedFields") is JsonArray { Count: > 0 })
        {
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        }

        var known = config.Copy();
        SchemaCheck check = new();
        check.Prepare(known, type.Schema, "");
        if (check.Unknown.Count > 0)
        {
            throw new ApiException(500, "", $"failed to create typed patch object ({ns}/{name}; {type.ApiVersion}, Kind={type.Kind}): .{check.Unknown[0]}: field not declared in schema");
        }
    }

    private JsonObject CreatePrepared(ResourceType type, string? ns, JsonObject value, WriteOptions how, bool managed)
    {
        if (type.HasStatus)
        {
            value.Remove("status");
        }

        Admission.Check(this, type, null, value, how);
        var key = KeyOf(type, ns, value.Name());
        if (Store.Find(key) is not null)
        {
            throw ApiException.AlreadyExists(type, value.Name());
        }

        Admission.CheckQuota(this, type, ns, value, how);
        var meta = value.Meta();
        meta["uid"] = Guid.NewGuid().ToString();
        meta["creationTimestamp"] = clock.Time();
        if (type.HasGeneration)
        {
            meta["generation"] = 1;
        }

        if (!managed)
        {
            ManagedFields.Follow(type, null, value, how.Manager, "", clock.Time());
        }

        return how.DryRun ? value : Store.Put(key, value);
    }

    private JsonObject Write(ResourceType type, string? ns, JsonObject before, JsonObject value, WriteOptions how, bool managed)
    {
        var name = before.Name();
        var meta = value.Meta();
        if (meta.Text("uid") is { Length: > 0 } uid && uid != before.Uid())
        {
            throw ApiException.Conflict(type, name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {before.Uid()}");
        }

        if (meta.Text("resourceVersion") is { Length: > 0 } version && version != before.Meta().Text("resourceVersion"))
        {
            throw ApiException.Conflict(type, name);
        }

        value = KeepWhatIsNotWritten(type, before, value, how);
        Admission.Check(this, type, before, value, how);
        if (type.HasGeneration && SpecOf(before, type) is var old && !JsonNode.DeepEquals(old, SpecOf(value, type)))
        {
            value.Meta()["generation"] = before.Generation() + 1;
        }

        if (!managed)
        {
            ManagedFields.Follow(type, before, value, how.Manager, how.Subresource, clock.Time());
        }

        if (Same(before, value))
        {
            return before;
        }

        if (how.DryRun)
        {
            return value;
        }

        var key = KeyOf(type, ns, name);
        Store.Put(key, value);
        return value.IsTerminating() && !Deletion.Stays(type, value) ? Store.Remove(key) : value;
    }

    /// <summary>The status is written through its own path and nothing else is written there; what the server sets is never written.</summary>
    private static JsonObject KeepWhatIsNotWritten(ResourceType type, JsonObject before, JsonObject value, WriteOptions how)
    {
        if (how.Subresource == "status")
        {
            var whole = before.Copy();
            whole["status"] = value["status"]?.DeepClone();
            whole.Meta()["managedFields"] = value.Meta()["managedFields"]?.DeepClone();
            value = whole;
        }
        else if (type.HasStatus && how.Subresource.Length == 0)
        {
            value.Remove("status");
            if (before["status"] is { } status)
            {
                value["status"] = status.DeepClone();
            }
        }

        foreach (var name in (string[])["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "namespace"])
        {
            value.Meta().Remove(name);
            if (before.Meta()[name] is { } kept)
            {
                value.Meta()[name] = kept.DeepClone();
            }
        }

        if (value["status"] is null)
        {
            value.Remove("status");
        }

        return value;
    }

    private static JsonObject SpecOf(JsonObject value, ResourceType type)
    {
        var spec = value.Copy();
        spec.Remove("metadata");
        if (type.HasStatus)
        {
            spec.Remove("status");
        }

        return spec;
    }

    /// <summary>Whether a write would change nothing but times in managedFields.</summary>
    private static bool Same(JsonObject one, JsonObject other) => JsonNode.DeepEquals(WithoutTimes(one), WithoutTimes(other));

    private static JsonObject WithoutTimes(JsonObject value)
    {
        var copy = value.Copy();
        foreach (var entry in copy.Items("metadata", "managedFields"))
        {
            entry.Remove("time");
        }

        return copy;
    }
}
