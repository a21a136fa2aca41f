namespace Warren.Contract.Signing;

/// <summary>What a signed request must carry besides its own headers.</summary>
/// <param name="Authorization">Value of the Authorization header.</param>
/// <param name="SdkDate">Value of the X-Sdk-Date header.</param>
public sealed record SignatureHeaders(string Authorization, string SdkDate)
{
    /// <summary>Without the signature: within its window it is as good as a password.</summary>
    public override string ToString() => $"signed at {SdkDate}";
}
