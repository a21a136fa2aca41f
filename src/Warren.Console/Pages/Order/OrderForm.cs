using System.Text.RegularExpressions;
using Warren.Contract.Dms.V1;
using Warren.WebConsole.Shared;

namespace Warren.WebConsole.Pages.Order;

/// <summary>An order as it is being filled in, and the request that comes of it.</summary>
public sealed partial class OrderForm
{
    private const int SmallestStorage = 100;
    private const int StorageStep = 100;
    private const int LargestStorage = 90_000;
    private const int SliderEnd = 10_000;

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public CatalogueProduct? Product { get; set; }

    /// <summary>GB, all nodes together.</summary>
    public int Storage { get; set; } = SmallestStorage;

    public string StorageClass { get; set; } = "";

    public string Zone { get; set; } = "";

    public string Vpc { get; set; } = "";

    public string Subnet { get; set; } = "";

    public string SecurityGroup { get; set; } = "";

    public string AccessUser { get; set; } = "";

    public string Password { get; set; } = "";

    public bool Tls { get; set; }

    /// <summary>Id of an address, or empty: none.</summary>
    public string PublicIp { get; set; } = "";

    /// <summary>For example "02:00-06:00"; empty: the default.</summary>
    public string Window { get; set; } = "";

    public string EnterpriseProject { get; set; } = "0";

    /// <summary>Lines of key=value.</summary>
    public string Tags { get; set; } = "";

    public int LeastStorage => SmallestStorage * (Product?.Nodes ?? 1);

    public int MostStorage => LargestStorage;

    /// <summary>The slider's end; more can be typed.</summary>
    public int SliderMost => SliderEnd;

    public int Step => StorageStep;

    /// <summary>Which fields the API would refuse; it says so itself of those that only it can judge.</summary>
    public IReadOnlySet<string> Wrong()
    {
        var wrong = new HashSet<string>(StringComparer.Ordinal);
        void Check(string field, bool good)
        {
            if (!good)
            {
                wrong.Add(field);
            }
        }

        Check(nameof(Name), NamePattern().IsMatch(Name));
        Check(nameof(AccessUser), UserPattern().IsMatch(AccessUser));
        Check(nameof(Password), PasswordRules.Allows(Password));
        Check(nameof(Storage), Storage >= LeastStorage && Storage <= LargestStorage);
        Check(nameof(Subnet), Subnet.Length > 0);
        Check(nameof(Tags), ReadTags() is not null);
        return wrong;
    }

    public CreateInstanceRequest ToRequest() => new()
    {
        Name = Name,
        Description = Description.Length > 0 ? Description : null,
        Engine = "rabbitmq",
        EngineVersion = Product?.Version,
        StorageSpace = Storage,
        AccessUser = AccessUser,
        Password = Password,
        VpcId = Vpc,
        SecurityGroupId = SecurityGroup,
        SubnetId = Subnet,
        AvailableZones = [Zone],
        ProductId = Product?.Id,
        MaintainBegin = Window.Length > 0 ? Window.Split('-')[0] : null,
        MaintainEnd = Window.Length > 0 ? Window.Split('-')[1] : null,
        SslEnable = Tls ? true : null,
        EnablePublicIp = PublicIp.Length > 0 ? true : null,
        PublicIpId = PublicIp.Length > 0 ? PublicIp : null,
        StorageSpecCode = StorageClass,
        EnterpriseProjectId = EnterpriseProject is "0" ? null : EnterpriseProject,
        Tags = ReadTags() is { Count: > 0 } tags ? tags : null,
    };

    private IReadOnlyList<Tag>? ReadTags()
    {
        var lines = Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries)).ToList();
        return lines.Any(l => l[0].Length == 0) ? null : [.. lines.Select(l => new Tag { Key = l[0], Value = l.Length > 1 ? l[1] : "" })];
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{3,63}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Za-z0-9-]{4,64}$")]
    private static partial Regex UserPattern();
}
