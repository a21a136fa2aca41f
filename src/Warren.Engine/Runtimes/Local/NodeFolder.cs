namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// Where a node lives on disk: brokers/INSTANCE/INDEX/. The folder itself and etc/ belong to Warren; home/, data/ and log/ to the broker's user,
/// so that a broker can never make Warren follow a link of its own.
/// </summary>
internal sealed record NodeFolder(string Root, int Index)
{
    /// <summary>Held by the broker's process for its whole life (flock): the kernel's word that one node runs at most.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>Which process runs the node: see <see cref="NodeHandle"/>.</summary>
    public string Handle => Path.Combine(Root, "handle");

    /// <summary>The size that the node was last started with.</summary>
    public string SizeFile => Path.Combine(Root, "size");

    /// <summary>Exists once the node has served: from then on its database is the truth and first-boot definitions stay out.</summary>
    public string Served => Path.Combine(Root, "served");

    /// <summary>Exists while the node's share of the ordered storage is used up.</summary>
    public string Full => Path.Combine(Root, "full");

    /// <summary>The release of RabbitMQ that the node was last started with.</summary>
    public string Release => Path.Combine(Root, "release");

    /// <summary>The node's own address.</summary>
    public string AddressFile => Path.Combine(Root, "address");

    /// <summary>The public address that the running node listens on; absent: none.</summary>
    public string Public => Path.Combine(Root, "public");

    /// <summary>Exists while the running node may have other plugins than its file says.</summary>
    public string PluginsChanging => Path.Combine(Root, "plugins-changing");

    /// <summary>Exists while the node runs without a customer: it was booted blank, and has to get the customer's user before it is the customer's.</summary>
    public string Blank => Path.Combine(Root, "blank");

    /// <summary>How the node was last started, for operators: fast or stock, and why; and whether it has served since.</summary>
    public string BootFile => Path.Combine(Root, "boot");

    /// <summary>The file system that the data folder is, where storage has a hard limit.</summary>
    public string Volume => Path.Combine(Root, "volume");

    /// <summary>How large the file system in it is, bytes.</summary>
    public string VolumeSize => Path.Combine(Root, "volume-size");

    /// <summary>What the process printed before its own log began.</summary>
    public string ConsoleLog => Path.Combine(Root, "console.log");

    public string Etc => Path.Combine(Root, "etc");

    public string Home => Path.Combine(Root, "home");

    public string Data => Path.Combine(Root, "data");

    /// <summary>The broker's database.</summary>
    public string Database => Path.Combine(Data, "db");

    /// <summary>Exists while RabbitMQ brings the database up to its release, which a node that joins a cluster does too; with it no later boot goes on.</summary>
    public string UpgradeLock => Path.Combine(Database, "schema_upgrade_lock");

    public string Log => Path.Combine(Root, "log");

    public string Cookie => Path.Combine(Home, ".erlang.cookie");

    public string ConfigFile => Path.Combine(Etc, "rabbitmq.conf");

    public string AdvancedConfigFile => Path.Combine(Etc, "advanced.config");

    public string EnabledPluginsFile => Path.Combine(Etc, "enabled_plugins");

    public string DefinitionsFile => Path.Combine(Etc, "definitions.json");

    public string CertificateFile => Path.Combine(Etc, "server.crt");

    public string KeyFile => Path.Combine(Etc, "server.key");

    public string AuthorityFile => Path.Combine(Etc, "ca.crt");

    /// <summary>Whether the broker has begun a database.</summary>
    public bool HasDatabase() => Directory.Exists(Database) && Directory.EnumerateFileSystemEntries(Database).Any();

    /// <summary>Whether that database says what cluster the node is a member of.</summary>
    public bool HasSchema() => File.Exists(Path.Combine(Database, "schema.DAT"));

    /// <summary>Whether the data of a node that has served is still there.</summary>
    public bool HasKeptData() => File.Exists(Served) && HasDatabase();
}

/// <summary>The folders of all brokers of a data folder.</summary>
internal sealed record BrokerFolders(string Root)
{
    public string Of(string instanceId) => Path.Combine(Root, instanceId);

    /// <summary>What the instance was ordered as; Warren's alone to read.</summary>
    public string RecordOf(string instanceId) => Path.Combine(Of(instanceId), "record.json");

    public NodeFolder Node(string instanceId, int index) => new(Path.Combine(Of(instanceId), index.ToString()), index);

    /// <summary>The nodes of an instance that exist on disk, in node order.</summary>
    public IReadOnlyList<NodeFolder> NodesOf(string instanceId)
    {
        var folder = Of(instanceId);
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateDirectories(folder)
                .Select(path => int.TryParse(Path.GetFileName(path), out var index) ? new NodeFolder(path, index) : null)
                .OfType<NodeFolder>()
                .OrderBy(n => n.Index)];
    }

    /// <summary>Ids of all instances that have a folder.</summary>
    public IReadOnlyList<string> Instances() =>
        Directory.Exists(Root) ? [.. Directory.EnumerateDirectories(Root).Select(p => Path.GetFileName(p)!).Where(id => Guid.TryParse(id, out _))] : [];
}
