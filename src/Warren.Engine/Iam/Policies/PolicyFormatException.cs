namespace Warren.Engine.Iam.Policies;

/// <summary>A policy document is not acceptable.</summary>
/// <param name="place">Where, for example Statement[0].Action[1].</param>
/// <param name="problem">What is wrong there, and what is allowed.</param>
public sealed class PolicyFormatException(string place, string problem) : Exception($"{place}: {problem}")
{
    public string Place { get; } = place;
}
