using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Warren.Server.Http;

/// <summary>The proxies in front of Warren. Section <c>Proxy</c>.</summary>
public sealed record ProxyOptions : IValidatableObject
{
    /// <summary>
    /// Addresses or ranges, separated by commas, whose X-Forwarded-For and X-Forwarded-Proto are believed: the caller's address counts for limits, locks, policies
    /// and the audit, and the scheme for links. Default: none, and then these headers mean nothing. Host is taken as it comes: a proxy must pass it on unchanged,
    /// since signatures cover it.
    /// </summary>
    public string Trusted { get; init; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Ranges() is null)
        {
            yield return new ValidationResult("Proxy:Trusted must be addresses or ranges separated by commas, for example 10.0.0.5,10.1.0.0/24.", [nameof(Trusted)]);
        }
    }

    /// <summary>Null when one of them is none.</summary>
    internal IReadOnlyList<IPNetwork>? Ranges()
    {
        var ranges = new List<IPNetwork>();
        foreach (var text in Trusted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(text, out var range))
            {
                ranges.Add(range);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                ranges.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                return null;
            }
        }

        return ranges;
    }
}
