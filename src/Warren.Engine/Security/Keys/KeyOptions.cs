using System.ComponentModel.DataAnnotations;

namespace Warren.Engine.Security.Keys;

/// <summary>
/// Where the key ring lies that signs tokens and encrypts what the store holds back, and what it is itself encrypted with. Section <c>Keys</c>.
/// </summary>
public sealed record KeyOptions : IValidatableObject
{
    /// <summary>
    /// Folder: files of mode 0600 in the data folder, the default with SQLite; Database: rows of the store, which every copy of Warren reads, the default with
    /// PostgreSQL.
    /// </summary>
    public KeyStore? Store { get; set; }

    /// <summary>
    /// 32 bytes in base64. Several, separated by commas or lines: the first encrypts, all of them decrypt, so that a new one can be put before the old.
    /// Default: none, which only a folder allows.
    /// </summary>
    public string? MasterKey { get; init; }

    /// <summary>A file with the same; wins over <see cref="MasterKey"/>.</summary>
    public string? MasterKeyFile { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Keys() is not { } keys)
        {
            yield return new ValidationResult("Keys:MasterKey and the file of Keys:MasterKeyFile must hold 32 bytes in base64 on each line.", [nameof(MasterKey), nameof(MasterKeyFile)]);
        }
        else if (Store == KeyStore.Database && keys.Count == 0)
        {
            yield return new ValidationResult("The keys are kept in the store (Keys:Store=Database, the default with PostgreSQL), so Keys:MasterKey or Keys:MasterKeyFile is needed: whoever reads the database must not find its key there.", [nameof(Store)]);
        }
    }

    public override string ToString() => $"KeyOptions {{ Store = {Store} }}";

    /// <summary>The master keys, first the one to encrypt with; null when what is given cannot be one.</summary>
    internal IReadOnlyList<byte[]>? Keys()
    {
        var text = MasterKeyFile is { Length: > 0 } file ? File.ReadAllText(file) : MasterKey ?? "";
        var keys = new List<byte[]>();
        foreach (var line in text.Split([',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var key = new byte[KeyRingEncryption.KeyBytes];
            if (!Convert.TryFromBase64String(line, key, out var length) || length != key.Length)
            {
                return null;
            }

            keys.Add(key);
        }

        return keys;
    }
}

public enum KeyStore
{
    Folder = 0,
    Database = 1,
}
