using System.Reflection;
using Warren.Engine.Errors;
using Warren.Server.Tests.Documents;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.ErrorTable;

/// <summary>Every row of table 8-2 is provoked over HTTP or has a reason why it cannot be, and the document says the same.</summary>
public sealed class ErrorTableTests(WarrenHost host)
{
    private static readonly List<ErrorRow> Rows =
        [.. OrderErrorRows.All.Concat(CallErrorRows.All).Concat(NeverRows.All).OrderBy(r => r.Code.Status).ThenBy(r => r.Code.Number, StringComparer.Ordinal)];

    public static TheoryData<string> Provoked => [.. Rows.Where(r => r.Provoke is not null).Select(r => r.Code.V1)];

    public static TheoryData<string> Faults => [.. FaultRow.All.Where(r => r.Provoke is not null).Select(r => r.Code)];

    [Theory]
    [MemberData(nameof(Provoked))]
    public async Task A_code_is_sent_when_the_document_says_so(string code)
    {
        var row = Rows.Single(r => r.Code.V1 == code);

        Refusal.Is(await row.Provoke!(host), row.Code.Status, code);
    }

    [Fact]
    public void The_rows_are_the_64_of_the_table_and_with_the_added_ones_the_whole_catalogue()
    {
        Assert.Equal(64, Rows.Count);
        Assert.Equal(
            DmsErrors.All.Select(c => (c.Number, c.Status)).Order(),
            Rows.Select(r => r.Code).Concat(AddedRows.All.Select(r => r.Code)).Select(c => (c.Number, c.Status)).Order());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_instance_has_the_error_code_that_the_document_says(string code)
    {
        await using var own = await FaultRow.StartAsync();

        var (id, status) = await FaultRow.All.Single(r => r.Code == code).Provoke!(own);

        await own.WaitForAsync(id, status, code); // a node that has ended is told first, and why it does not start again when that is found
    }

    [Fact]
    public void The_error_codes_that_are_set_are_the_ones_that_the_program_knows()
    {
        var known = typeof(DmsErrors).Assembly.GetType("Warren.Engine.Reconcile.FaultCodes", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(18, FaultRow.All.Count);
        Assert.Equal(known.Order(StringComparer.Ordinal), FaultRow.All.Where(r => r.Provoke is not null).Select(r => r.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_says_what_the_rows_say()
    {
        CommittedFile.Is("docs/errors.md", ErrorDocument.Text(Rows));
    }
}
