namespace Warren.Engine.Instances;

/// <summary>A list filter as conditions that the store evaluates.</summary>
internal static class InstanceQueries
{
    public static IQueryable<Instance> Matching(this IQueryable<Instance> instances, InstanceFilter filter)
    {
        instances = instances.Where(InstanceStatusRules.IsNotInBin);
        if (filter.Id is { } id)
        {
            instances = instances.Where(i => i.Id == id);
        }

        if (filter.Name is { } name)
        {
            // instr() and not LIKE: names are compared as written, and % and _ are ordinary characters.
            instances = filter.ExactName ? instances.Where(i => i.Name == name) : instances.Where(i => i.Name.Contains(name));
        }

        if (filter.EnterpriseProjectId is { } enterpriseProject)
        {
            instances = instances.Where(i => i.EnterpriseProjectId == enterpriseProject);
        }

        instances = instances.InEnterpriseProjects(filter.AllowedEnterpriseProjectIds);
        if (filter.Status is { } status)
        {
            instances = instances.Where(InstanceStatusRules.Is(status));
        }

        // By what is shown: a failed instance that is being deleted shows DELETING.
        return filter.IncludeFailed ? instances : instances.Where(i => i.Health != InstanceHealth.CreateFailed || i.DeletionRequestedAt != null);
    }

    /// <summary>Those of these enterprise projects; null: all.</summary>
    public static IQueryable<Instance> InEnterpriseProjects(this IQueryable<Instance> instances, IReadOnlyList<string>? ids) =>
        ids is null ? instances : instances.Where(i => ids.Contains(i.EnterpriseProjectId));
}
