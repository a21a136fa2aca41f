using Warren.Engine.Iam.Policies;
using Warren.Engine.Iam.Roles;

namespace Warren.Engine.Iam.Access;

/// <summary>Whether a user may do something, and why.</summary>
/// <param name="User">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="Role">What decided; null when no statement matched, or none was needed.</param>
/// <param name="Statement">Its place in the role's policy, from 0; -1 without a role.</param>
/// <param name="Grants">By which grants the user has that role, with the group of each; null: the user itself.</param>
public sealed record Explanation(User User, string Action, Verdict Verdict, Role? Role, int Statement, IReadOnlyList<(RoleGrant Grant, string? GroupName)> Grants);
