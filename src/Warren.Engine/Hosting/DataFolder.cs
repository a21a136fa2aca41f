using Warren.Engine.Security;

namespace Warren.Engine.Hosting;

/// <summary>
/// Everything that a Warren keeps on disk lies in one folder. As root it is 0711, so that brokers (which are not root) can pass through to their own part
/// and read nothing else; otherwise 0700.
/// </summary>
public sealed class DataFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public DataFolder(string root)
    {
        Root = Path.GetFullPath(root);
        Directory.CreateDirectory(Root, Private);
    }

    public string Root { get; }

    /// <summary>The SQLite store.</summary>
    public string Database => Path.Combine(Root, "warren.db");

    /// <summary>Data Protection's key ring.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>The local certificate authority and the API's certificate.</summary>
    public string Tls => Path.Combine(Root, "tls");

    /// <summary>A folder per instance of the local runtime.</summary>
    public string Brokers => Path.Combine(Root, "brokers");

    /// <summary>What the local runtime's fast starts were prepared into; no secrets, and readable by the brokers.</summary>
    public string FastStart => Path.Combine(Root, "fast-start");

    /// <summary>What scripts read to find this installation; mode 0600.</summary>
    public string Credentials => Path.Combine(Root, "credentials.json");

    /// <summary>Locked by the Warren that uses the folder, while it lives.</summary>
    public string LockFile => Path.Combine(Root, "warren.lock");

    /// <summary>Process id of that Warren.</summary>
    public string ProcessFile => Path.Combine(Root, "warren.pid");

    /// <summary>
    /// The name by which a store that is shared knows the brokers of this folder: the machine's, and eight letters that no other folder has. Made once; it goes
    /// where the folder goes.
    /// </summary>
    public string HostId()
    {
        var file = Path.Combine(Root, "host-id");
        if (!File.Exists(file))
        {
            var made = file + ".new";
            File.WriteAllText(made, $"{Environment.MachineName.ToLowerInvariant()}-{RandomText.Id()[..8]}\n");
            File.Move(made, file);
        }

        return File.ReadAllText(file).Trim();
    }

    /// <summary>Where data lies when nothing says otherwise: /var/lib/warren for root, else the user's own data folder.</summary>
    public static string DefaultPath() => Environment.UserName == "root"
        ? "/var/lib/warren"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "warren");

    /// <summary>Makes the brokers' part; another user than ours must be able to reach it.</summary>
    /// <exception cref="Runtimes.RuntimeUnavailableException">A folder above the data folder is closed to others.</exception>
    public void PrepareBrokers(bool forAnotherUser)
    {
        Directory.CreateDirectory(Brokers, Private);
        if (!forAnotherUser)
        {
            return;
        }

        File.SetUnixFileMode(Root, PassThrough);
        File.SetUnixFileMode(Brokers, PassThrough);
        for (var above = Directory.GetParent(Root); above is not null; above = above.Parent)
        {
            if (!above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                throw new Runtimes.RuntimeUnavailableException(
                    $"Brokers run as an unprivileged user, who cannot pass {above.FullName}. Choose a data folder outside it, for example WARREN_DATA={DefaultPath()}.");
            }
        }
    }
}
