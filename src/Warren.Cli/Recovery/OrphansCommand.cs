using System.CommandLine;
using Warren.Cli.Session;
using Warren.Contract.Client;
using Warren.Contract.Dms.V2;

namespace Warren.Cli.Recovery;

/// <summary>orphans list, adopt, remove: brokers that the store does not know, for the operators of an installation.</summary>
internal static class OrphansCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The orphan's id, as list shows it." };
    private static readonly Option<string?> Project = new("--project-id") { Description = "The project that gets it. Default: the one it was ordered in." };
    private static readonly Option<string?> Name = new("--name") { Description = "A name that is free there. Default: the one it had." };
    private static readonly Option<string?> Subnet = new("--subnet-id") { Description = "A subnet there. Default: the one it had." };
    private static readonly Option<string?> Group = new("--security-group-id") { Description = "A security group there. Default: the one it had." };

    public static Command Create() => SignedIn.Plain(
        "orphans",
        "Brokers that the store does not know, or that carry orders it does not know, as after the restore of an older copy.",
        [
            SignedIn.Verb("list", "All of the installation.", ListAsync),
            SignedIn.Verb("adopt", "Take what it carries into the store. Its brokers go on.", AdoptAsync, Id, Project, Name, Subnet, Group),
            SignedIn.Verb("remove", "End its brokers and delete all their data. There is no way back.", RemoveAsync, Id),
        ]);

    private static async Task ListAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var orphans = await new OrphanClient(on.InProject).ListAsync(ct);
        Table.Write(
            ["id", "host", "status", "name", "running", "GB", "adoptable", "reason"],
            [.. orphans.Select(o => (string[])[o.InstanceId, o.Host, o.Status, o.Name ?? "-", $"{o.RunningNodes}/{o.Nodes}", $"{o.UsedStorageSpace}", o.Adoptable ? "yes" : "no", o.Reason])]);
    }

    private static async Task AdoptAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var request = new AdoptOrphanRequest
        {
            ProjectId = parsed.GetValue(Project),
            Name = parsed.GetValue(Name),
            SubnetId = parsed.GetValue(Subnet),
            SecurityGroupId = parsed.GetValue(Group),
        };
        var adopted = await new OrphanClient(on.InProject).AdoptAsync(parsed.GetValue(Id)!, request, ct);
        Console.WriteLine($"{adopted.InstanceId} is the instance {adopted.Name} of project {adopted.ProjectId}.");
    }

    private static async Task RemoveAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        await new OrphanClient(on.InProject).RemoveAsync(parsed.GetValue(Id)!, ct);
        Console.WriteLine($"{parsed.GetValue(Id)} is being removed; it is gone once it is not listed any more.");
    }
}
