namespace Warren.Engine.Security;

/// <summary>A value that must not reach a log, an exception, an argument list or a row in clear. Its ToString is ***.</summary>
public sealed class Secret
{
    private readonly Lazy<string> value;

    public Secret(string value) => this.value = new Lazy<string>(value);

    /// <summary>One that is decrypted only when it is wanted.</summary>
    internal Secret(Func<string> open) => value = new Lazy<string>(open, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The value itself; call it only where it leaves for its one purpose.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It cannot be decrypted with the keys there are.</exception>
    public string Reveal() => value.Value;

    public override string ToString() => "***";
}
