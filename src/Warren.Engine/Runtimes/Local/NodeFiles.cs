using System.Net;
using Warren.Engine.Broker;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Local;

/// <summary>Prepares a node's folder: configuration, cookie, first-boot definitions, certificate. Safe to repeat.</summary>
internal sealed class NodeFiles(LocalOptions options, BrokerUser? user, CertificateAuthority authority, TimeProvider clock)
{
    private const UnixFileMode FolderMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private const UnixFileMode PrivateFolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode ReadableMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    public void Prepare(NodeFolder node, BrokerPlan plan)
    {
        OwnFolder(Path.GetDirectoryName(node.Root)!);
        OwnFolder(node.Root);
        OwnFolder(node.Etc);
        BrokersFolder(node.Home);
        BrokersFolder(node.Data);
        BrokersFolder(node.Log);
        if (!File.Exists(node.Cookie))
        {
            SecretFile.Write(node.Cookie, plan.ErlangCookie.Reveal());
            File.SetUnixFileMode(node.Cookie, UnixFileMode.UserRead);
            user?.Own(node.Cookie);
        }

        var firstBoot = !File.Exists(node.Served);
        if (firstBoot && node.Index == 0)
        {
            Write(node.DefinitionsFile, Definitions.FirstBoot(plan));
        }
        else
        {
            File.Delete(node.DefinitionsFile);
        }

        if (plan.IsBlank)
        {
            Write(node.Blank, "");
        }
        else
        {
            File.Delete(node.Blank); // a boot from here imports the customer's user, or has it already
        }

        File.Delete(node.Public); // a node boots without that listener
        RenewCertificate(node, plan with { RenewsCertificates = true }); // it costs nothing now
        NodeSizeFile.Write(node.SizeFile, plan.Size);
        Write(node.AddressFile, plan.Addresses[node.Index].ToString());
        WritePlugins(node, plan);
        File.Delete(node.PluginsChanging); // it boots with them
        Write(node.AdvancedConfigFile, PluginConfig.Text(node, plan));
        Write(node.ConfigFile, NodeConfig.Text(node, plan, options, firstBoot));
    }

    /// <summary>Writes which plugins the node has; those that are not installed any more are left out, since a node with one of them does not boot.</summary>
    public void WritePlugins(NodeFolder node, BrokerPlan plan) => Write(node.EnabledPluginsFile, NodePlugins.FileOf(plan, options));

    /// <summary>Writes a certificate when there is none that names all addresses and is good for a while.</summary>
    /// <returns>Whether one was written, which a running node has to be told.</returns>
    public bool RenewCertificate(NodeFolder node, BrokerPlan plan)
    {
        IReadOnlyList<IPAddress> addresses = plan.PublicAddress is { } open ? [.. plan.Addresses, open] : plan.Addresses;
        var margin = plan.RenewsCertificates ? NodeCertificate.RenewBefore : NodeCertificate.RenewAtOnceBefore;
        if (!plan.Tls || IsCertificateGood(node, addresses, margin))
        {
            return false;
        }

        File.Delete(node.CertificateFile); // a key without its certificate is written anew
        var (certificate, key) = authority.IssueServer(plan.InstanceId, [], addresses);
        Write(node.AuthorityFile, authority.Certificate.ExportCertificatePem());
        Write(node.KeyFile, key.Reveal());
        Write(node.CertificateFile, certificate); // last: its presence says that all three are there
        return true;
    }

    /// <summary>Whether the node's certificate ends so soon that it should be renewed in the next maintenance window.</summary>
    public bool NeedsCertificateSoon(NodeFolder node) => File.Exists(node.CertificateFile) && !IsCertificateGood(node, [], NodeCertificate.RenewBefore);

    private bool IsCertificateGood(NodeFolder node, IEnumerable<IPAddress> addresses, TimeSpan margin) =>
        File.Exists(node.CertificateFile) && NodeCertificate.IsGood(File.ReadAllText(node.CertificateFile), addresses, clock.GetUtcNow() + margin);

    private void OwnFolder(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, FolderMode);
        user?.LetRead(path);
    }

    private void BrokersFolder(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, PrivateFolderMode);
        user?.Own(path);
    }

    private void Write(string path, string text)
    {
        SecretFile.Write(path, text);
        if (user is not null)
        {
            user.LetRead(path);
            File.SetUnixFileMode(path, ReadableMode);
        }
    }
}
