using System.Diagnostics;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Security;

namespace Warren.Engine.Tasks;

/// <summary>Something that takes time, for anyone to list, watch and read the failure of.</summary>
public sealed class BackgroundTask
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>One of <see cref="TaskNames"/>.</summary>
    public required string Name { get; init; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>Generation of the instance that this task brings about.</summary>
    public required long Generation { get; init; }

    public TaskState State { get; set; } = TaskState.Created;

    /// <summary>What is being done now, in words.</summary>
    public string Step { get; set; } = "";

    /// <summary>How far it is, 0 to 100.</summary>
    public int Percent { get; set; }

    /// <summary>What was asked for, as JSON; never a secret.</summary>
    public string Parameters { get; init; } = "{}";

    /// <summary>The trace that the order came in, in the form of W3C's traceparent, so that whichever copy carries it out goes on with it; null: none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Of a failure, a code of table 5-7.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Why it failed, in words.</summary>
    public string? Cause { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public bool HasEnded => State is not (TaskState.Created or TaskState.Executing);

    /// <summary>The task that brings about an instance's present generation.</summary>
    internal static BackgroundTask For(Caller caller, Instance instance, string name, DateTimeOffset now, string parameters = "{}") =>
        For(caller.UserId, caller.UserName, instance, name, now, parameters);

    /// <summary>The same, for an orderer who need not be a user.</summary>
    internal static BackgroundTask For(string userId, string userName, Instance instance, string name, DateTimeOffset now, string parameters = "{}") => new()
    {
        Id = RandomText.Uuid(),
        ProjectId = instance.ProjectId,
        InstanceId = instance.Id,
        Name = name,
        UserId = userId,
        UserName = userName,
        Generation = instance.Generation,
        Parameters = parameters,
        TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true } order ? order.Id : null,
        CreatedAt = now,
        UpdatedAt = now,
    };
}

/// <summary>States of a task; the API writes them in upper case.</summary>
public enum TaskState
{
    Created = 0,
    Executing = 1,
    Success = 2,
    Failed = 3,

    /// <summary>Ended, and taken out of the list.</summary>
    Deleted = 4,
}

/// <summary>Names of tasks, as clients know them (as real clients need it).</summary>
public static class TaskNames
{
    public const string Create = "createInstance";
    public const string Delete = "deleteInstance";
    public const string Restart = "restartInstance";
    public const string Extend = "extendInstance";
    public const string ResetPassword = "resetInstancePassword";
    public const string BindPublicIp = "bindInstancePublicIp";
    public const string UnbindPublicIp = "unbindInstancePublicIp";
    public const string Plugins = "updateInstancePlugins";
    public const string ImportDefinitions = "importInstanceDefinitions";
    public const string Restore = "restoreInstance";
}
