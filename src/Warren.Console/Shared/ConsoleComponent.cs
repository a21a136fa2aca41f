using Microsoft.AspNetCore.Components;
using Warren.WebConsole.Session;
using Warren.Contract.Client;

namespace Warren.WebConsole.Shared;

/// <summary>A component that calls the API: errors are kept to be shown in place, and a session that has ended leads to the sign-in.</summary>
public abstract class ConsoleComponent : ComponentBase, IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource life = new();

    [Inject]
    internal Api Api { get; set; } = null!;

    [Inject]
    internal SignedInUser User { get; set; } = null!;

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    /// <summary>What the last call was refused for.</summary>
    protected ApiException? Error { get; set; }

    /// <summary>Whether a call is under way that the user waits for.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Ends when the component goes.</summary>
    protected CancellationToken Gone => life.Token;

    /// <summary>Calls the API.</summary>
    /// <returns>Whether it went well; otherwise <see cref="Error"/> says why not.</returns>
    protected async Task<bool> TryAsync(Func<Task> call)
    {
        Busy = true;
        try
        {
            await call();
            Error = null;
            return true;
        }
        catch (ApiException e) when (e.Status == 401)
        {
            Navigation.NavigateTo($"session-ended?back={Uri.EscapeDataString(Navigation.ToBaseRelativePath(Navigation.Uri))}", forceLoad: true);
        }
        catch (ApiException e)
        {
            Error = e;
        }
        catch (HttpRequestException e)
        {
            Error = new ApiException(0, "", e.Message, "");
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            // the page was left
        }
        finally
        {
            Busy = false;
        }

        return false;
    }

    /// <summary>Does it now, and again every two seconds for as long as the component is shown.</summary>
    protected async Task KeepFreshAsync(Func<Task> look)
    {
        await TryAsync(look);
        _ = LookAgainAsync(look);
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
                    await TryAsync(look);
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
