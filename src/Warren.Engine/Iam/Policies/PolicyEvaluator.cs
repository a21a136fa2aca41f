namespace Warren.Engine.Iam.Policies;

/// <summary>Decides a request by policies: an explicit deny wins, then an allow; without either the answer is no.</summary>
public static class PolicyEvaluator
{
    /// <summary>Pure: the same policies and the same request give the same answer, in whatever order the policies come.</summary>
    public static PolicyDecision Decide(IReadOnlyList<NamedPolicy> policies, PolicyRequest request)
    {
        PolicyDecision? allowed = null;
        foreach (var policy in policies)
        {
            for (var i = 0; i < policy.Document.Statements.Count; i++)
            {
                var statement = policy.Document.Statements[i];
                if ((statement.Effect == PolicyEffect.Deny || allowed is null) && statement.Matches(request))
                {
                    var decision = new PolicyDecision(statement.Effect == PolicyEffect.Allow ? Verdict.Allowed : Verdict.Denied, policy, i);
                    if (decision.Verdict == Verdict.Denied)
                    {
                        return decision;
                    }

                    allowed = decision;
                }
            }
        }

        return allowed ?? PolicyDecision.Nothing;
    }
}

/// <summary>A policy with the name that decisions give as their reason.</summary>
public sealed record NamedPolicy(string Id, string Name, PolicyDocument Document);

/// <summary>The answer, and the statement that gave it.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="Policy">Null when no statement matched.</param>
/// <param name="Statement">Its place in the policy, from 0; -1 when no statement matched.</param>
public sealed record PolicyDecision(Verdict Verdict, NamedPolicy? Policy, int Statement)
{
    /// <summary>No statement matched.</summary>
    public static readonly PolicyDecision Nothing = new(Verdict.NotAllowed, null, -1);

    /// <summary>The account's own user, who needs no statement.</summary>
    public static readonly PolicyDecision Owner = new(Verdict.Allowed, null, -1);

    public bool Allowed => Verdict == Verdict.Allowed;
}

public enum Verdict
{
    /// <summary>No statement allows it.</summary>
    NotAllowed,

    Allowed,

    /// <summary>A statement denies it.</summary>
    Denied,
}
