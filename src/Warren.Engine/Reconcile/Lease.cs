namespace Warren.Engine.Reconcile;

/// <summary>The right to work on an instance for a while. Every write of the holder names the fence, so one that lost its lease writes nothing.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Owner">This copy of Warren.</param>
/// <param name="Fence">Grows with every lease of the instance.</param>
internal sealed record Lease(string InstanceId, string Owner, long Fence);
