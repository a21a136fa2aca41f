using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Objects;

/// <summary>What stands before each write: decoding, defaults, validation, the namespace and its quota.</summary>
internal static partial class Admission
{
    private const string LabelWords =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string SubdomainWords =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + @"(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    /// <summary>Fills what is missing and throws for what is wrong.</summary>
    public static void Check(Cluster cluster, ResourceType type, JsonObject? before, JsonObject value, WriteOptions how)
    {
        SchemaCheck check = new();
        check.Prepare(value, type.Schema, "");
        Refuse(type, check.Unknown, how);
        KindDefaults.Fill(cluster, type, before, value);
        check.Validate(value, type.Schema, "");
        if (!type.IsCustom && check.Problems.Count > 0)
        {
            throw ApiException.BadRequest(
                $"{type.Kind} in version \"{type.ApiVersion}\" cannot be handled as a {type.Kind}: {string.Join(", ", check.Problems.Select(p => $"{p.Field}: {p.Message}"))}");
        }

        if (Name(type, value.Name()) is { } problem)
        {
            check.Problems.Insert(0, problem);
        }

        if (before is not null && before.IsTerminating() && value.Texts("metadata", "finalizers").Except(before.Texts("metadata", "finalizers")).ToArray() is { Length: > 0 } added)
        {
            check.Problems.Add(new(
                "FieldValueForbidden",
                "metadata.finalizers",
                $"Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(a => $"\"{a}\""))}}}"));
        }

        check.Problems.AddRange(KindRules.Check(cluster, type, before, value));
        if (check.Problems.Count > 0)
        {
            throw ApiException.Invalid(type, value.Name(), check.Problems);
        }
    }

    /// <summary>Nothing is made in a namespace that is not there or that is going.</summary>
    public static void CheckNamespace(Cluster cluster, ResourceType type, string? ns, string name)
    {
        if (!type.Namespaced)
        {
            return;
        }

        if (string.IsNullOrEmpty(ns))
        {
            throw ApiException.BadRequest("an empty namespace may not be set during creation");
        }

        if (cluster.Get(ResourceTypes.Namespaces, null, ns).IsTerminating())
        {
            throw ApiException.Forbidden(type, name, $"unable to create new content in namespace {ns} because it is being terminated", new JsonObject
            {
                ["reason"] = "NamespaceTerminating",
                ["message"] = $"namespace {ns} is being terminated",
                ["field"] = "metadata.namespace",
            });
        }
    }

    /// <summary>Quotas hold once the controller has filled their status.</summary>
    public static void CheckQuota(Cluster cluster, ResourceType type, string? ns, JsonObject value, WriteOptions how)
    {
        foreach (var quota in type.Namespaced ? cluster.List(ResourceTypes.Quotas, ns) : [])
        {
            foreach (var (name, hard) in quota.Map("status", "hard"))
            {
                var wanted = Quota.Of(name, type, value);
                var used = Quota.Used(cluster, ns!, name);
                if (wanted > 0 && used + wanted > Quantity.Parse(hard))
                {
                    throw ApiException.Forbidden(
                        type,
                        value.Name(),
                        $"exceeded quota: {quota.Name()}, requested: {name}={Quantity.Show(wanted)}, used: {name}={Quantity.Show(used)}, limited: {name}={hard}");
                }
            }
        }
    }

    private static void Refuse(ResourceType type, List<string> unknown, WriteOptions how)
    {
        if (unknown.Count > 0 && how.Strict)
        {
            throw ApiException.BadRequest(
                $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: strict decoding error: {string.Join(", ", unknown.Select(u => $"unknown field \"{u}\""))}");
        }

        foreach (var field in unknown)
        {
            how.Warn?.Invoke($"unknown field \"{field}\"");
        }
    }

    private static Problem? Name(ResourceType type, string name)
    {
        if (name.Length == 0)
        {
            return new("FieldValueRequired", "metadata.name", "Required value: name or generateName is required");
        }

        if (type == ResourceTypes.Namespaces || type == ResourceTypes.Services)
        {
            return LabelPattern().IsMatch(name) && name.Length <= 63 ? null : new("FieldValueInvalid", "metadata.name", $"Invalid value: \"{name}\": {LabelWords}");
        }

        var isPath = type.Group == "rbac.authorization.k8s.io";
        return isPath || (SubdomainPattern().IsMatch(name) && name.Length <= 253) ? null : new("FieldValueInvalid", "metadata.name", $"Invalid value: \"{name}\": {SubdomainWords}");
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex SubdomainPattern();
}
