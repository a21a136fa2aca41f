using Warren.Contract.Client;
using Warren.Contract.Dms.V1;
using Warren.Contract.Eps;
using Warren.Contract.Vpc.V1;
using Warren.WebConsole.Session;

namespace Warren.WebConsole.Pages.Order;

/// <summary>What an order can be made of. What the user may not see is simply no choice.</summary>
public sealed record OrderChoices
{
    public required IReadOnlyList<CatalogueProduct> Products { get; init; }

    public required string Region { get; init; }

    public required IReadOnlyList<AvailableZone> Zones { get; init; }

    public required IReadOnlyList<MaintainWindow> Windows { get; init; }

    public required IReadOnlyList<VpcBody> Vpcs { get; init; }

    public required IReadOnlyList<SubnetBody> Subnets { get; init; }

    public required IReadOnlyList<SecurityGroupBody> SecurityGroups { get; init; }

    public required IReadOnlyList<PublicIpBody> PublicIps { get; init; }

    public required IReadOnlyList<EnterpriseProjectBody> EnterpriseProjects { get; init; }

    internal static async Task<OrderChoices> LoadAsync(Api api, CancellationToken ct)
    {
        var zones = await api.Instances.ZonesAsync(ct);
        var choices = new OrderChoices
        {
            Products = CatalogueProduct.From(await api.Instances.ProductsAsync(ct)),
            Region = zones.RegionId,
            Zones = zones.AvailableZones,
            Windows = await api.Instances.WindowsAsync(ct),
            EnterpriseProjects = await AllowedAsync(api.EnterpriseProjects.ListAsync(ct)),
            Vpcs = [],
            Subnets = [],
            SecurityGroups = [],
            PublicIps = [],
        };
        return await choices.WithNetworksAsync(api, ct);
    }

    /// <summary>The same with the networks as they are now.</summary>
    internal async Task<OrderChoices> WithNetworksAsync(Api api, CancellationToken ct) => this with
    {
        Vpcs = await AllowedAsync(api.Network.VpcsAsync(ct)),
        Subnets = await AllowedAsync(api.Network.SubnetsAsync(ct)),
        SecurityGroups = await AllowedAsync(api.Network.SecurityGroupsAsync(ct)),
        PublicIps = await AllowedAsync(api.Network.PublicIpsAsync(ct)),
    };

    private static async Task<IReadOnlyList<T>> AllowedAsync<T>(Task<IReadOnlyList<T>> call)
    {
        try
        {
            return await call;
        }
        catch (ApiException e) when (e.Status == 403)
        {
            return [];
        }
    }
}
