using System.Globalization;
using k8s.Models;

namespace Warren.Kubernetes.Objects;

/// <summary>Amounts such as 10Gi, 500m and 3.</summary>
internal static class Quantity
{
    public static decimal Parse(string text) => new ResourceQuantity(text).ToDecimal();

    public static string Show(decimal amount) => amount.ToString("0.###", CultureInfo.InvariantCulture);
}
