namespace Warren.Contract.Signing;

/// <summary>What a derived key is good for: one day, one region, one service.</summary>
/// <param name="Date">The day of the signature, <c>yyyyMMdd</c>.</param>
/// <param name="Region">Region id; empty in practice in the legacy form, never in V11.</param>
/// <param name="Service">Service name; empty in practice in the legacy form, never in V11.</param>
public sealed record CredentialScope(string Date, string Region, string Service)
{
    /// <summary>The scope as the string to sign has it: the legacy form ends it with a fixed word.</summary>
    internal string Text(SignatureForm form) => form == SignatureForm.LegacyCredential
        ? $"{Date}/{Region}/{Service}/{SignatureNames.LegacyTerminator}"
        : $"{Date}/{Region}/{Service}";
}
