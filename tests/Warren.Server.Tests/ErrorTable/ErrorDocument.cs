using System.Globalization;
using System.Text;
using Warren.Engine.Errors;

namespace Warren.Server.Tests.ErrorTable;

/// <summary>docs/errors.md, made from the rows that the tests provoke.</summary>
internal static class ErrorDocument
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh");

    public static string Text(IEnumerable<ErrorRow> rows)
    {
        var text = new StringBuilder("""
            # Errors

            This file is made by the tests that provoke every row of it; `WARREN_WRITE_DOCS=1 ./warren test ErrorTable` writes it anew.

            An error of the DMS calls is JSON with `error_code`, `error_msg` and `request_id`; the answer carries the same id in `X-Request-Id`.
            `/v1.0` writes the code as 111NNNNNN, `/v2` writes the same number as DMS.00NNNNNN. The text is English, or Chinese when the request
            says `X-Language: zh-cn` or prefers zh in `Accept-Language`. {0} and {1} stand for what was wrong and for what is allowed.

            Calls below `/v3` (identity) answer with the same texts in their own shape, `{"error":{"code","message","title"}}`.
            A signature that does not hold is 401 with the code APIGW.0301 everywhere.

            ## Codes of the reference

            The 64 rows of table 8-2.


            """);
        text.Append(Header);
        foreach (var row in rows)
        {
            Append(text, row.Code, row.Provoke is null ? $"Never. {row.Words}" : row.Words);
        }

        text.Append("""

            ## Codes of ours

            Taken from newer and sibling services of the same family, for what table 8-2 has no number for.


            """);
        text.Append(Header);
        foreach (var (code, words) in AddedRows.All)
        {
            Append(text, code, words);
        }

        text.Append("""

            ## error_code of an instance

            Table 5-7: why an instance is FAULTY, CREATEFAILED or RESIZING FAILED. Otherwise the member is null.

            | error_code | Meaning | What sets it |
            |---|---|---|

            """);
        foreach (var row in FaultRow.All)
        {
            text.AppendLine(English, $"| {row.Code} | {row.Meaning} | {row.Words} |");
        }

        return text.ToString();
    }

    private static string Header => "| HTTP | v1.0 | v2 | English | Chinese | When |\n|---|---|---|---|---|---|\n";

    private static void Append(StringBuilder text, ErrorCode code, string when) =>
        text.AppendLine(English, $"| {code.Status} | {code.V1} | {code.V2} | {Message(code, English)} | {Message(code, Chinese)} | {when} |");

    /// <summary>With its placeholders, and without what a table would take for its own.</summary>
    private static string Message(ErrorCode code, CultureInfo culture)
    {
        var escaped = new StringBuilder();
        foreach (var c in ErrorText.Format(code, ["{0}", "{1}"], culture))
        {
            escaped.Append(@"\`*|<>~".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString());
        }

        return escaped.ToString();
    }
}
