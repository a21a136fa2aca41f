using Microsoft.AspNetCore.Components;
using MudBlazor;
using Warren.WebConsole.Shared;

namespace Warren.WebConsole.Pages.Networks;

/// <summary>A dialog that creates one thing and closes with its kind and id, for example "vpc 5fd9…".</summary>
public abstract class NetworkDialog : ConsoleComponent
{
    [CascadingParameter]
    protected IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>The VPC that it is for.</summary>
    [Parameter]
    public string Vpc { get; set; } = "";

    protected string Name { get; set; } = "";

    protected async Task CreateAsync(string kind, Func<Task<string>> create)
    {
        var id = "";
        if (await TryAsync(async () => id = await create()))
        {
            Dialog.Close($"{kind} {id}");
        }
    }
}
