using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Warren.Kubernetes.Http;

/// <summary>Ways in which the server can be told to misbehave.</summary>
public sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<Failure> failures = [];
    private CancellationTokenSource watches = new();
    private TaskCompletionSource? held;
    private Func<HttpRequest, bool> heldOnly = _ => true;
    private int waiting;

    /// <summary>How long each answer takes longer. Default: no longer.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Requests that wait since <see cref="Hold"/>.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    internal CancellationToken WatchesCut
    {
        get
        {
            lock (gate)
            {
                return watches.Token;
            }
        }
    }

    internal bool CutsHard { get; private set; }

    /// <summary>Ends all watches that there are.</summary>
    /// <param name="hard">The connection breaks; otherwise the answer ends as a watch's does that has lasted long enough.</param>
    public void CutWatches(bool hard = true)
    {
        CancellationTokenSource cut;
        lock (gate)
        {
            CutsHard = hard;
            (cut, watches) = (watches, new CancellationTokenSource());
        }

        cut.Cancel();
    }

    /// <summary>Answers the next requests with a failure.</summary>
    /// <param name="code">429 comes with Retry-After: 1.</param>
    /// <param name="times">So many requests.</param>
    /// <param name="only">Of these; null for any.</param>
    /// <param name="afterwards">The request is carried out first, so that only its answer is lost.</param>
    public void Fail(int code, int times = 1, Func<HttpRequest, bool>? only = null, bool afterwards = false)
    {
        lock (gate)
        {
            failures.Add(new Failure(code, times, only ?? (_ => true), afterwards));
        }
    }

    /// <summary>Lets requests wait, unanswered and not carried out, until <see cref="Release"/>.</summary>
    public void Hold(Func<HttpRequest, bool>? only = null)
    {
        lock (gate)
        {
            heldOnly = only ?? (_ => true);
            held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Release()
    {
        lock (gate)
        {
            held?.SetResult();
            held = null;
        }
    }

    /// <summary>Forgets all failures and lets all that waits go on.</summary>
    public void Clear()
    {
        lock (gate)
        {
            failures.Clear();
        }

        Release();
        Slowness = TimeSpan.Zero;
    }

    /// <summary>Waits, where requests are to wait.</summary>
    internal async Task DelayAsync(HttpContext http)
    {
        Task? wait;
        lock (gate)
        {
            wait = held is not null && heldOnly(http.Request) ? held.Task : null;
        }

        if (wait is not null)
        {
            Interlocked.Increment(ref waiting);
            try
            {
                await wait.WaitAsync(http.RequestAborted);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }

        if (Slowness > TimeSpan.Zero)
        {
            await Task.Delay(Slowness, http.RequestAborted);
        }
    }

    /// <summary>The failure that this request meets, or null.</summary>
    internal Failure? Take(HttpRequest request)
    {
        lock (gate)
        {
            var at = failures.FindIndex(f => f.Only(request));
            if (at < 0)
            {
                return null;
            }

            var met = failures[at];
            failures[at] = met with { Times = met.Times - 1 };
            failures.RemoveAll(f => f.Times <= 0);
            return met;
        }
    }

    internal static async Task AnswerAsync(HttpContext http, int code)
    {
        if (code == 429)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        var (reason, message) = code switch
        {
            429 => ("TooManyRequests", "the server has received too many requests and has asked us to try again later"),
            503 => ("ServiceUnavailable", "the server is currently unable to handle the request"),
            504 => ("Timeout", "request did not complete within requested timeout"),
            _ => ("InternalError", string.Create(CultureInfo.InvariantCulture, $"Internal error occurred: told to answer {code}")),
        };
        JsonObject? details = code == 429 ? new() { ["retryAfterSeconds"] = 1 } : null;
        await Answer.JsonAsync(http, new ApiException(code, reason, message, details).ToStatus(), code);
    }

    internal sealed record Failure(int Code, int Times, Func<HttpRequest, bool> Only, bool Afterwards);
}
