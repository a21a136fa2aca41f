namespace Warren.Engine.Security;

/// <summary>Files that only their owner may read.</summary>
public static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the whole file with mode 0600, so that a reader sees the old text or the new one and never a part.</summary>
    public static void Write(string path, string text)
    {
        var draft = path + ".new";
        using (var stream = new FileStream(draft, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        File.SetUnixFileMode(draft, OwnerOnly);
        File.Move(draft, path, overwrite: true);
    }
}
