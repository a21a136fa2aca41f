using System.Globalization;

namespace Warren.WebConsole.Shared;

/// <summary>How a chart's values are written, and where its scale ends.</summary>
public sealed record ChartUnit(Func<double, string> Write, Func<double, double> Top)
{
    private const double Kilo = 1024;

    /// <summary>From here on decimals say nothing.</summary>
    private const double Many = 100;

    private static readonly string[] Sizes = ["B", "KB", "MB", "GB", "TB"];

    public static ChartUnit Count { get; } = new(v => v.ToString(v < Many ? "0.##" : "#,0", CultureInfo.InvariantCulture), most => Round(Math.Max(most, 1)));

    public static ChartUnit PerSecond { get; } = Count with { Write = v => Count.Write(v) + "/s" };

    public static ChartUnit Bytes { get; } = new(Size, most => Round(Math.Max(most, 1) / UnitOf(most)) * UnitOf(most));

    /// <summary>The next larger of some round numbers.</summary>
    private static double Round(double value)
    {
        var ten = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return ((double[])[1, 1.5, 2, 3, 4, 5, 6, 8, 10]).Select(step => step * ten).First(top => top >= value * 0.999_999);
    }

    private static string Size(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / UnitOf(bytes):0.##} {Sizes[Power(bytes)]}");

    private static double UnitOf(double bytes) => Math.Pow(Kilo, Power(bytes));

    private static int Power(double bytes) => bytes < Kilo ? 0 : Math.Min((int)Math.Log(bytes, Kilo), Sizes.Length - 1);
}
