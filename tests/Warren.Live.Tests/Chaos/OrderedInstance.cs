namespace Warren.Live.Tests.Chaos;

/// <summary>
/// What a client knows of an instance that it ordered. Where an answer did not come, an order was carried out or not: then more than one thing may be so, until the next
/// settling shows which.
/// </summary>
internal sealed class OrderedInstance(string name)
{
    public string Name { get; } = name;

    public string? Id { get; set; }

    public Fate Fate { get; set; }

    /// <summary>GB that it may have.</summary>
    public HashSet<int> Storage { get; } = [100];

    /// <summary>Ids of the public address that it may have; empty text: none.</summary>
    public HashSet<string> PublicIp { get; } = [""];

    /// <summary>Specifications that it may have.</summary>
    public HashSet<string> Sizes { get; } = [LifecycleClient.Sizes[0].SpecCode];

    /// <summary>A change of one of these was accepted, or may have been.</summary>
    public static void Change<T>(HashSet<T> values, T to, bool isSure)
    {
        if (isSure)
        {
            values.Clear();
        }

        values.Add(to);
    }
}

/// <summary>Whether an instance has to be there.</summary>
internal enum Fate
{
    /// <summary>The order got no answer: it is there, or was never ordered.</summary>
    MaybeOrdered,

    /// <summary>It was accepted.</summary>
    Ordered,

    /// <summary>Its deletion got no answer.</summary>
    MaybeDeleted,

    /// <summary>Its deletion was accepted, or it was never ordered.</summary>
    Gone,
}
