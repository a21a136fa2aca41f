using Warren.Engine.Errors;

namespace Warren.Server.Tests.ErrorTable;

/// <summary>The rows that this product cannot send, and why.</summary>
internal static class NeverRows
{
    private const string Monthly = "Belongs to monthly orders, and an order through this API is pay per use.";
    private const string Connectors = "There are no connectors: they belong to the Kafka service of the same family.";
    private const string Spare = "One of fourteen numbers with the meaning of 111500000, which is the one that Warren sends.";

    public static IEnumerable<ErrorRow> All =>
    [
        ErrorRow.Never(DmsErrors.InstanceParamsInvalid, Monthly),
        ErrorRow.Never(DmsErrors.PeriodNumInvalid, Monthly),
        ErrorRow.Never(DmsErrors.ConfigurationInvalid, "A second number for the meaning of 111400063, which is the one that Warren sends."),
        ErrorRow.Never(DmsErrors.NameDuplicate, "A second number for the meaning of 111400060, which is the one that Warren sends."),
        ErrorRow.Never(DmsErrors.ConnectorUnknown, Connectors),
        ErrorRow.Never(DmsErrors.ConnectorExists, Connectors),
        .. DmsErrors.All.Where(c => c.Text == DmsErrors.Internal.Text && c != DmsErrors.Internal).Select(c => ErrorRow.Never(c, Spare)),
    ];
}
