using Microsoft.AspNetCore.Components;
using Warren.Contract.Client;
using Warren.WebConsole.Session;

namespace Warren.WebConsole.Shared;

/// <summary>A component that calls the API: errors are kept to be shown in place, and a session that has ended leads to the sign-in.</summary>
public abstract class ConsoleComponent : ComponentBase, IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource life = new();
    private ApiException? refusal;
    private ApiException? blindness;

    [Inject]
    internal Api Api { get; set; } = null!;

    [Inject]
    internal SignedInUser User { get; set; } = null!;

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    /// <summary>What the user's last call was refused for, which stays until the next one; else why nothing new can be seen.</summary>
    protected ApiException? Error
    {
        get => refusal ?? blindness;
        set => refusal = value;
    }

    /// <summary>Whether a call is under way that the user waits for.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Ends when the component goes.</summary>
    protected CancellationToken Gone => life.Token;

    /// <summary>Calls the API.</summary>
    /// <returns>Whether it went well; otherwise <see cref="Error"/> says why not.</returns>
    protected async Task<bool> TryAsync(Func<Task> call)
    {
        Busy = true;
        refusal = await FaultAsync(call);
        Busy = false;
        return refusal is null && !life.IsCancellationRequested;
    }

    /// <summary>Does it now, and again every two seconds for as long as the component is shown.</summary>
    protected async Task KeepFreshAsync(Func<Task> look)
    {
        blindness = await FaultAsync(look);
        _ = LookAgainAsync(look);
    }

    private async Task<ApiException?> FaultAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (ApiException e) when (e.Status == 401)
        {
            Navigation.NavigateTo($"session-ended?back={Uri.EscapeDataString(Navigation.ToBaseRelativePath(Navigation.Uri))}", forceLoad: true);
            return e;
        }
        catch (ApiException e)
        {
            return e;
        }
        catch (HttpRequestException e)
        {
            return new ApiException(0, "", e.Message, "");
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            return null; // the page was left
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            life.Cancel();
            life.Dispose();
        }
    }

    private async Task LookAgainAsync(Func<Task> look)
    {
        var gone = life.Token;
        using var timer = new PeriodicTimer(BetweenLooks);
        try
        {
            while (await timer.WaitForNextTickAsync(gone))
            {
                await InvokeAsync(async () =>
                {
                    blindness = await FaultAsync(look);
                    StateHasChanged();
                });
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // the page was left
        }
    }
}
