namespace Warren.Contract.Signing;

/// <summary>What came of checking a signature.</summary>
public enum SignatureResult
{
    Valid,

    /// <summary>No X-Sdk-Date.</summary>
    MissingDate,

    /// <summary>X-Sdk-Date is given more than once, or is not <c>yyyyMMddTHHmmssZ</c>.</summary>
    MalformedDate,

    /// <summary>X-Sdk-Date is not among the signed headers, so anyone could renew it.</summary>
    DateNotSigned,

    /// <summary>Signed too long ago, or too far in the future.</summary>
    Stale,

    /// <summary>The date of the credential scope is not the day of X-Sdk-Date.</summary>
    WrongScope,

    /// <summary>A header was signed that did not arrive.</summary>
    MissingSignedHeader,

    /// <summary>X-Sdk-Content-Sha256 holds a hash that is not the body's.</summary>
    WrongBodyHash,

    /// <summary>The signature is not the one that this secret gives for this request.</summary>
    Mismatch,
}

/// <summary>A result with a reason that may be shown to the caller.</summary>
/// <param name="Result">What came of the check.</param>
/// <param name="Reason">A short sentence; empty when valid. Never holds a secret or a signature.</param>
public readonly record struct SignatureVerdict(SignatureResult Result, string Reason)
{
    public bool IsValid => Result == SignatureResult.Valid;
}
