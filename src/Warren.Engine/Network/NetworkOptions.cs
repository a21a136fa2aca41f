using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;

namespace Warren.Engine.Network;

/// <summary>Where public addresses come from. Section <c>Network</c>.</summary>
public sealed record NetworkOptions : IValidatableObject
{
    /// <summary>
    /// Range that public addresses are given out of, an IPv4 range with a prefix of 8 to 30 bits. Default 127.255.0.0/16: a part of the loopback range that
    /// brokers never get (theirs is a /16 from 127.16 to 127.254). Warrens that share a machine and make public addresses reachable need one each.
    /// </summary>
    [Required]
    public string PublicAddressRange { get; init; } = "127.255.0.0/16";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPNetwork.TryParse(PublicAddressRange, out var range) || range.BaseAddress.AddressFamily != AddressFamily.InterNetwork
            || range.ToString() != PublicAddressRange || range.PrefixLength is < 8 or > 30)
        {
            yield return new ValidationResult(
                $"Network:{nameof(PublicAddressRange)} must be an IPv4 range without host bits, with a prefix of 8 to 30 bits.", [nameof(PublicAddressRange)]);
        }
    }
}
