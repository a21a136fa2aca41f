using System.Text;
using Microsoft.Playwright;

namespace Warren.WebConsole.Tests.Running;

/// <summary>All that a page's circuit sends to the browser, shown or not, and the answers that were a fault of the server's.</summary>
internal sealed class Sent
{
    private readonly StringBuilder text = new();
    private readonly List<string> faults = [];

    private Sent()
    {
    }

    /// <summary>Frames as they came, whose texts are UTF-8 between other bytes.</summary>
    public string Text
    {
        get
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (text)
            {
                return [.. faults];
            }
        }
    }

    /// <summary>From now on.</summary>
    public static Sent To(IPage page)
    {
        var sent = new Sent();
        page.WebSocket += (_, circuit) => circuit.FrameReceived += (_, frame) => sent.Keep(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 500)
            {
                lock (sent.text)
                {
                    sent.faults.Add($"{answer.Url}: {answer.Status}");
                }
            }
        };
        return sent;
    }

    private void Keep(string frame)
    {
        lock (text)
        {
            text.Append(frame).Append('\n');
        }
    }
}
