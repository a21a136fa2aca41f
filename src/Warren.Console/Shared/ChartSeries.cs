using System.Globalization;
using System.Text;

namespace Warren.WebConsole.Shared;

/// <summary>One line of a chart.</summary>
/// <param name="Name">In words.</param>
/// <param name="Points">Oldest first.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>More than this many steps without a point are a gap in the line.</summary>
    private const double Gap = 2.5;

    /// <summary>The line as the path of an SVG that is 1000 wide and 100 high; a point between two gaps is a dot.</summary>
    /// <param name="range">The time from the left to the right edge.</param>
    /// <param name="step">Usual time between two points, milliseconds.</param>
    /// <param name="top">The value at the upper edge.</param>
    public string Path((long From, long To) range, long step, double top)
    {
        var path = new StringBuilder();
        for (var i = 0; i < Points.Count; i++)
        {
            var begins = i == 0 || Points[i].At - Points[i - 1].At > step * Gap;
            var ends = i == Points.Count - 1 || Points[i + 1].At - Points[i].At > step * Gap;
            var x = 1000.0 * (Points[i].At - range.From) / (range.To - range.From);
            var y = 100 - (100 * Points[i].Value / top);
            path.Append(CultureInfo.InvariantCulture, $"{(begins ? 'M' : 'L')}{x:0.#} {y:0.##}");
            path.Append(begins && ends ? "h.01" : "");
        }

        return path.ToString();
    }
}

/// <param name="At">Unix time in milliseconds.</param>
/// <param name="Value">What was measured.</param>
public sealed record ChartPoint(long At, double Value);
