using System.Text.RegularExpressions;
using Warren.Engine.Instances;

namespace Warren.Engine.Iam.Policies;

/// <summary>
/// SERVICE:*:*:type:id, for example DMS:*:*:rabbitmq:5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11. Region and account are always * here: a policy
/// belongs to one account, and an installation is one region. Letter case does not matter.
/// </summary>
public sealed partial record ResourcePattern(string Service, string Type, string Id)
{
    /// <summary>The pattern, or null for what is not one.</summary>
    public static ResourcePattern? TryParse(string text) =>
        Form().Match(text) is { Success: true } match ? new ResourcePattern(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;

    public bool Matches(ResourceName resource) =>
        Wildcard.Matches(Service, resource.Service, ignoreCase: true)
        && Wildcard.Matches(Type, resource.Type, ignoreCase: true)
        && Wildcard.Matches(Id, resource.Id, ignoreCase: true);

    public override string ToString() => $"{Service}:*:*:{Type}:{Id}";

    [GeneratedRegex(@"\A([A-Za-z0-9_*-]+):\*:\*:([A-Za-z0-9_*-]+):([^:\s]+)\z")]
    private static partial Regex Form();
}

/// <summary>What a request is about.</summary>
/// <param name="Service">For example DMS.</param>
/// <param name="Type">For example rabbitmq.</param>
/// <param name="Id">An id, or <see cref="Any"/> for a request about none in particular, such as a list or an order.</param>
public sealed record ResourceName(string Service, string Type, string Id)
{
    public const string Any = "*";

    public static ResourceName Instance(string? id) => new("DMS", "rabbitmq", id ?? Any);

    /// <summary>What an action is about: of dms an instance, of other services what the second part of the action names.</summary>
    /// <param name="action">In full.</param>
    /// <param name="id">Null: nothing in particular.</param>
    public static ResourceName For(string action, string? id) => action.Split(':') switch
    {
        ["dms", ..] => Instance(InstanceFinder.Id(id) ?? id),
        [var service, var type, ..] => new ResourceName(service.ToUpperInvariant(), type, id ?? Any),
        _ => throw new ArgumentException($"{action} is no action.", nameof(action)),
    };

    public override string ToString() => $"{Service}:*:*:{Type}:{Id}";
}
