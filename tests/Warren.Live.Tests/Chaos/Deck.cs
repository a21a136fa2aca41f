namespace Warren.Live.Tests.Chaos;

/// <summary>Deals values in a random order, each once before one comes again: so a short run repeats none and a long one leaves none out.</summary>
internal sealed class Deck<T>(Choices choices, IReadOnlyList<T> values)
{
    private readonly Queue<T> left = new();

    public T Next()
    {
        if (left.Count == 0)
        {
            foreach (var value in choices.Shuffle(values))
            {
                left.Enqueue(value);
            }
        }

        return left.Dequeue();
    }
}
