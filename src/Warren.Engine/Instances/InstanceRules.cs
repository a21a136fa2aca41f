using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Security;

namespace Warren.Engine.Instances;

/// <summary>The rules of table 5-2, one per field, in the reference's order: the first that fails throws its code.</summary>
public static partial class InstanceRules
{
    public const int LongestDescription = 1024;
    public const int LargestStorageGb = 90_000;

    /// <summary>Smallest storage of one node, GB.</summary>
    public const int SmallestStorageGbPerNode = 100;

    private const string SpecialCharacters = """`~!@#$%^&*()-_=+\|[{}]:'",<.>/?;""";

    public static InstanceSpec Validate(InstanceOrder order, ProductCatalogue catalogue, string? installedVersion)
    {
        var name = Name(order.Name);
        var description = Description(order.Description);
        Engine(order.Engine);
        var version = EngineVersion(order.EngineVersion, VersionsOf(catalogue, installedVersion, order.IsNewer));
        var user = AccessUser(order.AccessUser);
        var password = Password(order.Password);
        var vpc = NotEmpty(order.VpcId, DmsErrors.VpcEmpty);
        var group = NotEmpty(order.SecurityGroupId, DmsErrors.SecurityGroupEmpty);
        var subnet = NotEmpty(order.SubnetId, DmsErrors.SubnetEmpty);
        var zones = Zones(order.ZoneIds);
        var flavour = Product(order.ProductId, order.NodeCount, catalogue);
        var storage = Storage(order.StorageGb, flavour);
        var (begin, end) = MaintainWindow.ForCreate(order.MaintainBegin, order.MaintainEnd, catalogue);
        RefusePromises(order);
        return new InstanceSpec
        {
            Name = name,
            Description = description,
            EngineVersion = version,
            Flavour = flavour,
            StorageGb = storage,
            StorageSpecCode = StorageSpecCode(order.StorageSpecCode, catalogue),
            AccessUser = user,
            Password = password,
            VpcId = vpc,
            SecurityGroupId = group,
            SubnetId = subnet,
            ZoneIds = zones,
            MaintainBegin = begin,
            MaintainEnd = end,
            TlsEnabled = order.TlsEnabled ?? false,
            AclEnabled = order.AclEnabled ?? false,
            ProductId = order.ProductId!,
            PublicIpId = PublicIp(order.PublicIpEnabled, order.PublicIpId),
            EnterpriseProjectId = EnterpriseProject(order.EnterpriseProjectId),
            Tags = TagRules.All(order.Tags),
        };
    }

    /// <summary>0 is the default enterprise project.</summary>
    public static string EnterpriseProject(string? id) => string.IsNullOrEmpty(id) ? "0" : id;

    /// <summary>A letter, then letters, digits, - or _; 4 to 64 characters (decision 0.3).</summary>
    public static string Name(string? name) =>
        name is not null && NamePattern().IsMatch(name) ? name : throw new WarrenException(DmsErrors.NameInvalid);

    /// <summary>At most 1024 characters; absent is empty.</summary>
    public static string Description(string? description) =>
        (description ?? "").Length <= LongestDescription ? description ?? "" : throw new WarrenException(DmsErrors.DescriptionTooLong);

    /// <summary>"rabbitmq" in any case (as real clients need it).</summary>
    public static void Engine(string? engine)
    {
        if (!string.Equals(engine, "rabbitmq", StringComparison.OrdinalIgnoreCase))
        {
            throw new WarrenException(DmsErrors.EngineUnsupported, "rabbitmq");
        }
    }

    /// <summary>One of the catalogue's versions, or the release that is installed; absent or empty is the first (decision 0.4).</summary>
    /// <param name="version">As it was ordered.</param>
    /// <param name="versions">What can be ordered, see <see cref="VersionsOf"/>.</param>
    public static string EngineVersion(string? version, IReadOnlyList<string> versions)
    {
        if (string.IsNullOrEmpty(version))
        {
            return versions[0];
        }

        return versions.Contains(version, StringComparer.Ordinal) ? version : throw new WarrenException(DmsErrors.VersionUnsupported, string.Join(", ", versions));
    }

    /// <summary>The engine versions that can be ordered.</summary>
    /// <param name="catalogue">What the API names.</param>
    /// <param name="installed">The release that would run; null: not known.</param>
    /// <param name="newer">Whether newer clients ask.</param>
    public static IReadOnlyList<string> VersionsOf(ProductCatalogue catalogue, string? installed, bool newer) =>
        [.. catalogue.EngineVersions.Concat(newer ? catalogue.NewerEngineVersions : []).Concat(installed is null ? [] : [installed]).Distinct(StringComparer.Ordinal)];

    /// <summary>Letters, digits and -; 4 to 64 characters.</summary>
    public static string AccessUser(string? user) =>
        user is not null && AccessUserPattern().IsMatch(user) ? user : throw new WarrenException(DmsErrors.UserNameInvalid);

    /// <summary>8 to 32 characters of the four classes, at least two of them (decision 0.10).</summary>
    public static Secret Password(string? password)
    {
        if (password is null or { Length: < 8 or > 32 } || !password.All(c => char.IsAsciiLetterOrDigit(c) || SpecialCharacters.Contains(c, StringComparison.Ordinal)))
        {
            throw new WarrenException(DmsErrors.PasswordFormat);
        }

        var classes = (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
            + (password.Any(char.IsAsciiLetterUpper) ? 1 : 0)
            + (password.Any(char.IsAsciiDigit) ? 1 : 0)
            + (password.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);
        return classes >= 2 ? new Secret(password) : throw new WarrenException(DmsErrors.PasswordComplexity);
    }

    /// <summary>Exactly one zone id (decision 0.7); whether it exists is asked later.</summary>
    public static IReadOnlyList<string> Zones(IReadOnlyList<string?>? zones) =>
        zones is [{ Length: > 0 } zone] ? [zone] : throw new WarrenException(DmsErrors.ZonesNotOne);

    /// <summary>An hourly product id (decision 0.5), or one of newer clients with a number of nodes that it comes in.</summary>
    public static Flavour Product(string? productId, int? nodes, ProductCatalogue catalogue)
    {
        if (catalogue.Find(productId ?? "", nodes) is { } flavour)
        {
            return nodes is null || nodes == flavour.Nodes
                ? flavour
                : throw new WarrenException(DmsErrors.ProductInvalid, $"broker_num {flavour.Nodes}, which is what {productId} has");
        }

        var family = catalogue.Flavours.Where(f => f.FamilyIds.Contains(productId, StringComparer.Ordinal)).Select(f => f.Nodes).ToList();
        throw new WarrenException(
            DmsErrors.ProductInvalid,
            family.Count > 0 ? $"broker_num {string.Join(" or ", family)} beside {productId}" : "a product_id listed under Hourly by GET /v1.0/products, or by GET /v2/rabbitmq/products");
    }

    /// <summary>As newer clients write the processors of this machine.</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "ARM" : "X86";

    /// <summary>Single: 100 to 90000 GB; cluster: 100 GB per node to 90000 (decision 0.8).</summary>
    public static int Storage(int? storageGb, Flavour flavour)
    {
        var smallest = SmallestStorageGbPerNode * flavour.Nodes;
        return storageGb is { } gb && gb >= smallest && gb <= LargestStorageGb
            ? gb
            : throw new WarrenException(DmsErrors.StorageInvalid, smallest, LargestStorageGb);
    }

    /// <summary>One of the catalogue's I/O classes.</summary>
    public static string StorageSpecCode(string? code, ProductCatalogue catalogue) =>
        catalogue.IoClasses.Any(c => c.Is(code))
            ? code!
            : throw new WarrenException(DmsErrors.SpecCodeInvalid, string.Join(", ", catalogue.IoClasses.Select(c => c.SpecCode)));

    /// <summary>What would promise something that is not so.</summary>
    private static void RefusePromises(InstanceOrder order)
    {
        if (order.DiskEncryptionEnabled == true)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "disk_encrypted_enable", "false: Warren does not encrypt disks");
        }

        if (!string.IsNullOrEmpty(order.Architecture) && !order.Architecture.Equals(Architecture, StringComparison.OrdinalIgnoreCase))
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "arch_type", $"{Architecture}, which this installation runs on");
        }

        if (!string.IsNullOrEmpty(order.ChargingMode) && !order.ChargingMode.Equals("postPaid", StringComparison.OrdinalIgnoreCase))
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "bss_param.charging_mode", "postPaid: there are no monthly orders");
        }
    }

    /// <summary>The address to bind, or null; public access needs one.</summary>
    public static string? PublicIp(bool? enabled, string? publicIpId)
    {
        if (enabled != true)
        {
            return null;
        }

        return string.IsNullOrEmpty(publicIpId)
            ? throw new WarrenException(DmsErrors.ParameterInvalid, "publicip_id", "the id of a public address, when enable_publicip is true")
            : publicIpId;
    }

    private static string NotEmpty(string? value, ErrorCode code) => string.IsNullOrWhiteSpace(value) ? throw new WarrenException(code) : value;

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{3,63}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{4,64}\z")]
    private static partial Regex AccessUserPattern();
}
