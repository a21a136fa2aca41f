using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Iam.Roles;

namespace Warren.Engine.Iam;

/// <summary>How identity is stored.</summary>
internal static class IamModel
{
    public static void MapIam(this ModelBuilder model)
    {
        model.Entity<Account>().HasIndex(a => a.Name).IsUnique();
        model.Entity<User>().HasIndex(u => new { u.AccountId, u.Name }).IsUnique();
        model.Entity<Project>().HasIndex(p => new { p.AccountId, p.Name }).IsUnique();
        model.Entity<AccessKey>().HasIndex(k => k.UserId);
        model.Entity<ProofFailures>(failures =>
        {
            failures.HasKey(f => new { f.Subject, f.Source });
            failures.HasIndex(f => f.UserId);
            failures.HasIndex(f => f.LastAt);
        });
        model.Entity<Group>().HasIndex(g => new { g.AccountId, g.Name }).IsUnique();
        model.Entity<GroupMember>(member =>
        {
            member.HasKey(m => new { m.GroupId, m.UserId });
            member.HasIndex(m => m.UserId);
            member.HasOne<Group>().WithMany().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Cascade);
            member.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<CustomPolicy>().HasIndex(p => new { p.AccountId, p.DisplayName }).IsUnique();
        model.Entity<RoleGrant>(grant =>
        {
            grant.HasOne<Group>().WithMany().HasForeignKey(g => g.GroupId).OnDelete(DeleteBehavior.Cascade);
            grant.HasOne<User>().WithMany().HasForeignKey(g => g.UserId).OnDelete(DeleteBehavior.Cascade);
            grant.HasIndex(g => new { g.GroupId, g.RoleId, g.Scope, g.ScopeId }).IsUnique().HasFilter("\"GroupId\" IS NOT NULL");
            grant.HasIndex(g => new { g.UserId, g.RoleId, g.Scope, g.ScopeId }).IsUnique().HasFilter("\"UserId\" IS NOT NULL");
            grant.HasIndex(g => new { g.AccountId, g.RoleId });
        });
    }
}
