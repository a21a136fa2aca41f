namespace Warren.Engine.Iam.Policies;

/// <summary>One comparison of a statement.</summary>
public sealed class PolicyCondition
{
    private readonly ConditionOperator comparison;
    private readonly bool ifExists;

    internal PolicyCondition(ConditionOperator comparison, bool ifExists, string key, IReadOnlyList<string> values)
    {
        this.comparison = comparison;
        this.ifExists = ifExists;
        Key = key;
        Values = values;
    }

    /// <summary>For example g:UserName.</summary>
    public string Key { get; }

    /// <summary>Any of them may match; of a negated comparison none may.</summary>
    public IReadOnlyList<string> Values { get; }

    public bool Holds(PolicyRequest request)
    {
        var actual = request.Text(Key);
        if (actual is null)
        {
            return ifExists || comparison.Negated;
        }

        return Values.Any(wanted => comparison.Compare(actual, wanted)) != comparison.Negated;
    }
}
