using Warren.Engine.Errors;

namespace Warren.Engine.Instances;

/// <summary>How an instance's storage grows by itself (as newer documents have it).</summary>
/// <param name="Enabled">Whether it does.</param>
/// <param name="Threshold">Percent in use at which it grows, 20 to 80.</param>
/// <param name="Increment">Percent that is added, 10 to 100; 100 GB at least.</param>
/// <param name="LimitGb">What it does not grow beyond.</param>
public sealed record VolumeExpansion(bool Enabled, int Threshold, int Increment, int LimitGb)
{
    /// <summary>GB; storage grows by multiples of it.</summary>
    public const int Step = 100;

    private const int DefaultThreshold = 80;
    private const int DefaultIncrement = 10;

    /// <summary>What the row says, with the defaults for what was never said.</summary>
    public static VolumeExpansion Of(Instance instance) => new(
        instance.AutoExpandEnabled,
        instance.ExpandThreshold == 0 ? DefaultThreshold : instance.ExpandThreshold,
        instance.ExpandIncrement == 0 ? DefaultIncrement : instance.ExpandIncrement,
        instance.ExpandLimitGb == 0 ? InstanceRules.LargestStorageGb : instance.ExpandLimitGb);

    /// <summary>Takes what is given into the row; what is absent stays.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming the member.</exception>
    public static void Set(Instance instance, bool? enabled, int? threshold, int? increment, int? limitGb)
    {
        var on = enabled ?? throw new WarrenException(DmsErrors.ParameterInvalid, "auto_volume_expand_enable", "true or false");
        if (threshold is < 20 or > 80)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "expand_threshold", "20 to 80");
        }

        if (increment is < 10 or > 100)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "expand_increment", "10 to 100");
        }

        if (limitGb is { } limit && (limit % Step != 0 || limit <= instance.StorageGb || limit > InstanceRules.LargestStorageGb))
        {
            throw new WarrenException(
                DmsErrors.ParameterInvalid, "max_volume_size", $"a multiple of {Step} above {instance.StorageGb}, which the instance has, to {InstanceRules.LargestStorageGb}");
        }

        instance.AutoExpandEnabled = on;
        instance.ExpandThreshold = threshold ?? instance.ExpandThreshold;
        instance.ExpandIncrement = increment ?? instance.ExpandIncrement;
        instance.ExpandLimitGb = limitGb ?? instance.ExpandLimitGb;
    }

    /// <summary>What the storage shall grow to now, GB; null: it stays.</summary>
    /// <param name="instance">One that serves.</param>
    /// <param name="usedGb">What its data takes.</param>
    public static int? Target(Instance instance, int usedGb)
    {
        var rule = Of(instance);
        if (!rule.Enabled || instance.ExtendTimes >= ExtendRules.MostStorageExtensions || (long)usedGb * 100 < (long)instance.StorageGb * rule.Threshold)
        {
            return null;
        }

        var steps = Math.Max(1, ((instance.StorageGb * rule.Increment / 100) + Step - 1) / Step);
        var target = Math.Min(instance.StorageGb + (steps * Step), rule.LimitGb);
        return target > instance.StorageGb ? target : null;
    }
}
