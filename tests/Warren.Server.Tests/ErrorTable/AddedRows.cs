using Warren.Engine.Errors;

namespace Warren.Server.Tests.ErrorTable;

/// <summary>What the catalogue holds beyond table 8-2, and when it is sent.</summary>
internal static class AddedRows
{
    private const string Spare = "Not sent by any call of v1.0.";

    public static IReadOnlyList<(ErrorCode Code, string Words)> All =>
    [
        (DmsErrors.BodyTooLarge, "A body of more than 12 MiB."),
        (DmsErrors.QuotaExceeded, "An order when the project has as many instances as it may have."),
        (DmsErrors.RateLimited, Spare),
        (DmsErrors.ScaleUnsupported, Spare),
        (DmsErrors.StorageNotGreater, Spare),
        (DmsErrors.InvalidParameter, "What this installation does not have: names of instances (v2)."),
        (DmsErrors.BrokerRefused, "v2: what RabbitMQ itself refuses, such as a queue that exists with other arguments."),
        (DmsErrors.BrokerObjectUnknown, "v2: a vhost, an exchange, a queue or a binding in the path that the broker does not have."),
        (DmsErrors.BrokerUnavailable, "v2: a call about vhosts, exchanges, queues or users while no node of the instance answers."),
        (DmsErrors.BrokerUserUnknown, "v2: a broker user in the path that does not exist."),
        (DmsErrors.TaskIdMalformed, "A task id in the path that is not a UUID."),
        (DmsErrors.TaskUnknown, "A task that does not exist, or belongs to another instance."),
        (DmsErrors.TokenExpired, "A token after its 24 hours."),
        (DmsErrors.Unavailable, "A token of an OpenStack cloud's, while its Keystone does not answer (docs/identity.md)."),
    ];
}
