namespace Warren.Engine.Catalogue;

/// <summary>A product: machine size and node count. Source: 6.2 of the reference; connection limits: the service's published sizes.</summary>
public sealed record Flavour
{
    /// <summary>For example dms.instance.rabbitmq.single.c3.2u4g.</summary>
    public required string SpecCode { get; init; }

    /// <summary>"single" or "cluster".</summary>
    public required string Type { get; init; }

    /// <summary>CPUs of a node.</summary>
    public required int Cpus { get; init; }

    /// <summary>Memory of a node, GB.</summary>
    public required int MemoryGb { get; init; }

    /// <summary>1, 3, 5 or 7.</summary>
    public required int Nodes { get; init; }

    /// <summary>Smallest storage, GB, all nodes together.</summary>
    public required int StorageGb { get; init; }

    /// <summary>Product id when paid per use; the one that can be ordered.</summary>
    public required string HourlyId { get; init; }

    /// <summary>Product id when paid per month; listed, not orderable by the create call (decision 0.5).</summary>
    public required string MonthlyId { get; init; }

    /// <summary>Product id of newer clients, which choose the number of nodes beside it: for example rabbitmq.4u8g.cluster.</summary>
    public string FamilyId => $"rabbitmq.{SizeCode}.{Type}";

    /// <summary>The same, and as other regions of the service write it: c6.4u8g.cluster. Both are taken and echoed; the first is listed.</summary>
    public IReadOnlyList<string> FamilyIds => [FamilyId, $"c6.{SizeCode}.{Type}"];

    /// <summary>For example 4u8g.</summary>
    public string SizeCode => $"{Cpus}u{MemoryGb}g";

    /// <summary>Client connections that a node accepts.</summary>
    public required int MaxConnectionsPerNode { get; init; }

    /// <summary>This product's id of the kind that another's is.</summary>
    public string IdLike(Flavour other, string id) => id == other.HourlyId ? HourlyId : FamilyIds[Math.Max(0, other.FamilyIds.ToList().IndexOf(id))];

    /// <summary>As the API writes a size, for example "2vCPUs 4GB".</summary>
    public string VmSpecification => $"{Cpus}vCPUs {MemoryGb}GB";

    /// <summary>Size, and for clusters the node count too (table 5-6).</summary>
    public string Specification => Nodes == 1 ? VmSpecification : $"{VmSpecification} * {Nodes}";
}

/// <summary>An I/O class of storage.</summary>
/// <param name="Type">normal, high or ultra.</param>
/// <param name="SpecCode">What create expects in storage_spec_code.</param>
/// <param name="VolumeType">Older name of the class.</param>
public sealed record IoClass(string Type, string SpecCode, string VolumeType)
{
    /// <summary>Whether storage_spec_code names this class; newer clients write high and ultra with .v2 behind.</summary>
    public bool Is(string? code) => code == SpecCode || (Type != "normal" && code == SpecCode + ".v2");
}

/// <summary>A maintenance window of four hours, in whole hours of the day.</summary>
public sealed record MaintenanceWindow(int Seq, int Begin, int End, bool IsDefault);
