using System.Diagnostics.CodeAnalysis;
using Warren.Engine.Store;

namespace Warren.Engine.Iam;

/// <summary>
/// Who tokens and access keys belonged to when the store was last read, for as long as it is unchanged (<see cref="StoreMemory{T}"/>). Asked first, so that what proves a caller anew
/// is not even made for most calls.
/// </summary>
public sealed class RememberedCallers(StoreMemory<Caller> callers, StoreMemory<Signer?> signers, TimeProvider clock)
{
    /// <summary>Whose a token is that was proven before and has not ended.</summary>
    public bool TryToken(string token, long? version, [MaybeNullWhen(false)] out Caller caller) =>
        callers.TryGet(OfToken(token), version, out caller) && caller.Token!.ExpiresAt > clock.GetUtcNow();

    /// <summary>Whose an access key is; a key that is not known is remembered too.</summary>
    public bool TrySigner(string accessKey, string? source, long? version, out Signer? signer) => signers.TryGet(OfKey(accessKey, source), version, out signer);

    /// <summary>The owner of an access key with a project in scope; one that is narrowed by a session policy is not remembered.</summary>
    public bool TryProject(Caller signer, string projectId, long? version, [MaybeNullWhen(false)] out Caller caller)
    {
        caller = null;
        return OfProject(signer, projectId) is { } key && callers.TryGet(key, version, out caller);
    }

    internal void KeepToken(string token, long? version, Caller caller) => callers.Keep(OfToken(token), version, caller, weight: 1);

    internal void KeepSigner(string accessKey, string? source, long? version, Signer? signer) => signers.Keep(OfKey(accessKey, source), version, signer, weight: 1);

    internal void KeepProject(Caller signer, string projectId, long? version, Caller caller)
    {
        if (OfProject(signer, projectId) is { } key)
        {
            callers.Keep(key, version, caller, weight: 1);
        }
    }

    /// <summary>The word before it: no text that somebody sends as a token may name what is kept of an access key.</summary>
    private static string OfToken(string token) => "token " + token;

    private static string OfKey(string accessKey, string? source) => $"{accessKey} {source}";

    private static string? OfProject(Caller signer, string projectId) => signer is { SessionPolicy: null, AccessKey: { } accessKey } ? $"key {accessKey} {projectId}" : null;
}
