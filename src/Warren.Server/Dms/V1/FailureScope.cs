namespace Warren.Server.Dms.V1;

/// <summary>Whose failed instances a batch call deletes: the spellings of allFailure (as real clients need it).</summary>
internal enum FailureScope
{
    None,
    RabbitMq,

    /// <summary>Another engine's: there are none here, so nothing is deleted and the call succeeds.</summary>
    OtherEngine,
}

internal static class FailureScopeSpelling
{
    extension(FailureScope)
    {
        /// <summary>"true" and "rabbitmq" in any case; "kafka" and "rocketmq" are other engines; everything else counts as absent.</summary>
        public static FailureScope Parse(string? allFailure) => allFailure?.ToUpperInvariant() switch
        {
            "TRUE" or "RABBITMQ" => FailureScope.RabbitMq,
            "KAFKA" or "ROCKETMQ" => FailureScope.OtherEngine,
            _ => FailureScope.None,
        };
    }
}
