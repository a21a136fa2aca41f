namespace Warren.Contract.Signing;

/// <summary>The headers of one request, found whatever the case of their name. Taken once, never changed.</summary>
public sealed class RequestHeaders
{
    private readonly Dictionary<string, string[]> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="headers">Names with their values, one value per header line; lines of one name may come apart.</param>
    public RequestHeaders(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        foreach (var (name, values) in headers)
        {
            var lines = values.ToArray();
            _values[name] = _values.TryGetValue(name, out var earlier) ? [.. earlier, .. lines] : lines;
        }
    }

    /// <summary>Every header once, as first spelled.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>All lines of a header in order; none when it is absent.</summary>
    public IReadOnlyList<string> All(string name) => Lines(name);

    /// <summary>The first line of a header; null when it is absent.</summary>
    public string? First(string name) => Lines(name) is [var first, ..] ? first : null;

    internal string[] Lines(string name) => _values.TryGetValue(name, out var lines) ? lines : [];
}
