using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Warren.Engine.Tests.Store;

/// <summary>The commands that one flow of calls sends to its store, with their parameters.</summary>
internal sealed class RecordedCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<bool> here = new();
    private readonly List<(string Text, IReadOnlyList<(string Name, object? Value)> Parameters)> commands = [];
    private readonly List<IDisposable> subscriptions = [];

    public RecordedCommands()
    {
        here.Value = true;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public IReadOnlyList<(string Text, IReadOnlyList<(string Name, object? Value)> Parameters)> Commands => commands;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (here.Value && value is { Key: "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting", Value: CommandEventData { Command: var command } })
        {
            commands.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
        }
    }

    public void OnCompleted()
    {
        // nothing to do
    }

    public void OnError(Exception error)
    {
        // nothing to do
    }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
