namespace Warren.Kubernetes.Http;

/// <summary>A path below /api or /apis, taken apart.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Version">v1 and the like.</param>
/// <param name="Namespace">Null where the path names none.</param>
/// <param name="Plural">Empty where only the group is asked for.</param>
/// <param name="Name">Empty for a collection.</param>
/// <param name="Subresource">Empty for the object itself.</param>
internal sealed record RequestTarget(string Group, string Version, string? Namespace, string Plural, string Name, string Subresource)
{
    /// <summary>Null for a path of another form.</summary>
    public static RequestTarget? Parse(string path)
    {
        var parts = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (parts[0] is not ("api" or "apis") || parts.Length < (parts[0] == "api" ? 2 : 3))
        {
            return null;
        }

        var (group, version, rest) = parts[0] == "api" ? ("", parts[1], parts[2..]) : (parts[1], parts[2], parts[3..]);
        string? ns = null;
        if (rest.Length > 2 && rest[0] == "namespaces" && rest[2] is not ("status" or "finalize"))
        {
            (ns, rest) = (rest[1], rest[2..]);
        }

        return rest.Length > 3 ? null : new RequestTarget(group, version, ns, At(rest, 0), At(rest, 1), At(rest, 2));
    }

    private static string At(string[] parts, int index) => parts.Length > index ? parts[index] : "";
}
