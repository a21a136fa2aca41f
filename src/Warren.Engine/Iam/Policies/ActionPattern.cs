using System.Text.RegularExpressions;

namespace Warren.Engine.Iam.Policies;

/// <summary>service:resource:operation, for example dms:instance:get or dms:*:list*. Letter case does not matter.</summary>
public sealed partial record ActionPattern(string Service, string Resource, string Operation)
{
    /// <summary>The pattern, or null for what is not one.</summary>
    public static ActionPattern? TryParse(string text) =>
        Form().IsMatch(text) && text.Split(':') is [var service, var resource, var operation] ? new ActionPattern(service, resource, operation) : null;

    /// <param name="action">An action in full, without wildcards.</param>
    public bool Matches(string action) =>
        action.Split(':') is [var service, var resource, var operation]
        && Wildcard.Matches(Service, service, ignoreCase: true)
        && Wildcard.Matches(Resource, resource, ignoreCase: true)
        && Wildcard.Matches(Operation, operation, ignoreCase: true);

    public override string ToString() => $"{Service}:{Resource}:{Operation}";

    [GeneratedRegex(@"\A[A-Za-z0-9_*-]+:[A-Za-z0-9_*-]+:[A-Za-z0-9_*-]+\z")]
    private static partial Regex Form();
}
