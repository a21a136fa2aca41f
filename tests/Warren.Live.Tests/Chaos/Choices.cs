using CsCheck;

namespace Warren.Live.Tests.Chaos;

/// <summary>Draws from CsCheck's generators, one after the other, with a generator of random numbers that began with the run's seed.</summary>
internal sealed class Choices(PCG random)
{
    public T Draw<T>(Gen<T> from) => from.Generate(random, null, out _);

    public T OneOf<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    /// <summary>A number from 0 up to this one, itself not included.</summary>
    public int Below(int count) => Draw(Gen.Int[0, count - 1]);

    /// <summary>The values in another order.</summary>
    public IReadOnlyList<T> Shuffle<T>(IEnumerable<T> values)
    {
        var list = values.ToList();
        for (var last = list.Count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (list[last], list[other]) = (list[other], list[last]);
        }

        return list;
    }
}
