namespace Warren.Contract.Signing;

/// <summary>How a path with escapes was read by whoever signed it. Without a percent sign all readings are one.</summary>
public enum PathReading
{
    /// <summary>Escapes undone over the whole path, so that <c>%2F</c> becomes a slash. Every SDK but one.</summary>
    Decoded,

    /// <summary>Escapes undone within each segment, so that <c>%2F</c> stays.</summary>
    DecodedSegments,

    /// <summary>The escaped path taken as plain text and escaped once more, <c>%20</c> to <c>%2520</c>. The Node.js SDK.</summary>
    EscapedAgain,
}
