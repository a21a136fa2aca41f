using System.Text.Json.Nodes;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Access;

/// <summary>What is asked for, in the words of RBAC.</summary>
internal sealed record AccessRequest(string Verb, string Group, string Resource, string Subresource, string? Namespace, string Name);

/// <summary>Role based access control by the roles and bindings that are kept; the group system:masters may do anything.</summary>
internal sealed class AccessRules(Cluster cluster)
{
    public void Require(ApiUser user, AccessRequest asked)
    {
        if (Allows(user, asked))
        {
            return;
        }

        var resource = asked.Subresource.Length > 0 ? $"{asked.Resource}/{asked.Subresource}" : asked.Resource;
        var where = string.IsNullOrEmpty(asked.Namespace) ? "at the cluster scope" : $"in the namespace \"{asked.Namespace}\"";
        var type = asked.Group.Length == 0 ? asked.Resource : $"{asked.Resource}.{asked.Group}";
        var subject = asked.Name.Length > 0 ? $"{type} \"{asked.Name}\"" : type;
        JsonObject details = new() { ["group"] = asked.Group, ["kind"] = asked.Resource };
        if (asked.Name.Length > 0)
        {
            details["name"] = asked.Name;
        }

        throw new ApiException(
            403, "Forbidden", $"{subject} is forbidden: User \"{user.Name}\" cannot {asked.Verb} resource \"{resource}\" in API group \"{asked.Group}\" {where}", details);
    }

    public bool Allows(ApiUser user, AccessRequest asked)
    {
        if (user.Groups.Contains(ApiUser.Masters))
        {
            return true;
        }

        var everywhere = cluster.List(ResourceTypes.ClusterRoleBindings);
        var here = string.IsNullOrEmpty(asked.Namespace) ? [] : cluster.List(ResourceTypes.RoleBindings, asked.Namespace);
        return everywhere.Concat(here).Where(b => Binds(b, user)).SelectMany(b => RulesOf(b)).Any(r => Covers(r, asked));
    }

    private IEnumerable<JsonObject> RulesOf(JsonObject binding)
    {
        var name = binding.Text("roleRef", "name") ?? "";
        var role = binding.Text("roleRef", "kind") == "ClusterRole" ? cluster.Find(ResourceTypes.ClusterRoles, null, name) : cluster.Find(ResourceTypes.Roles, binding.Namespace(), name);
        return role.Items("rules");
    }

    private static bool Binds(JsonObject binding, ApiUser user) => binding.Items("subjects").Any(s => s.Text("kind") switch
    {
        "User" => s.Text("name") == user.Name,
        "Group" => user.Groups.Contains(s.Text("name") ?? ""),
        "ServiceAccount" => user.Name == $"system:serviceaccount:{s.Text("namespace") ?? binding.Namespace()}:{s.Text("name")}",
        _ => false,
    });

    private static bool Covers(JsonObject rule, AccessRequest asked)
    {
        var resource = asked.Subresource.Length > 0 ? $"{asked.Resource}/{asked.Subresource}" : asked.Resource;
        var names = rule.Texts("resourceNames").ToArray();
        return Has(rule, "verbs", asked.Verb) && Has(rule, "apiGroups", asked.Group)
            && (Has(rule, "resources", resource) || (asked.Subresource.Length > 0 && rule.Texts("resources").Contains($"*/{asked.Subresource}")))
            && (names.Length == 0 || names.Contains(asked.Name));
    }

    private static bool Has(JsonObject rule, string list, string wanted) => rule.Texts(list).Any(t => t == "*" || t == wanted);
}
