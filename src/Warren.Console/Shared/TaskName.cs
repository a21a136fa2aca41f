using Microsoft.Extensions.Localization;
using Warren.WebConsole.Resources;

namespace Warren.WebConsole.Shared;

/// <summary>Names of tasks in words; one that is not known stays as the API writes it.</summary>
internal static class TaskName
{
    public static string Of(IStringLocalizer<Text> texts, string name) => texts["Task." + name] is { ResourceNotFound: false } known ? known.Value : name;
}
