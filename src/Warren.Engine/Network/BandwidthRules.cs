namespace Warren.Engine.Network;

/// <summary>The rules for the bandwidth that comes with a public address. Source: the elastic IP service's reference.</summary>
internal static class BandwidthRules
{
    /// <summary>Mbit/s.</summary>
    public const int Largest = 2000;

    public const string OwnBandwidth = "PER";

    private const int LongestType = 36;

    /// <exception cref="NetworkException">Invalid.</exception>
    public static (string Name, int Size, string ChargeMode) Validate(PublicIpOrder order, string id)
    {
        if (order.ShareType != OwnBandwidth)
        {
            throw NetworkRules.Invalid(NetworkKind.Bandwidth, $"bandwidth.share_type must be {OwnBandwidth}: shared bandwidths are not offered.");
        }

        return (
            string.IsNullOrEmpty(order.BandwidthName) ? $"bandwidth-{id[..8]}" : NetworkRules.Name(NetworkKind.Bandwidth, order.BandwidthName),
            order.BandwidthSize is >= 1 and <= Largest ? order.BandwidthSize.Value : throw NetworkRules.Invalid(NetworkKind.Bandwidth, $"bandwidth.size must be 1 to {Largest} (Mbit/s)."),
            order.ChargeMode switch
            {
                null or "" => "bandwidth",
                "bandwidth" or "traffic" => order.ChargeMode,
                _ => throw NetworkRules.Invalid(NetworkKind.Bandwidth, "bandwidth.charge_mode must be bandwidth or traffic."),
            });
    }

    /// <summary>Clouds have different types in each region (5_bgp, 5_sbgp, 5_telcom …), so any is taken.</summary>
    public static string AddressType(string? type) =>
        type is { Length: >= 1 and <= LongestType } ? type : throw NetworkRules.Invalid(NetworkKind.PublicIp, "publicip.type must be given, for example 5_bgp.");
}
