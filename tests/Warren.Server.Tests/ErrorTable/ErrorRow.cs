using Warren.Engine.Errors;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.ErrorTable;

/// <summary>One row of table 8-2: how the code is provoked, or why this product never sends it.</summary>
/// <param name="Code">From the catalogue.</param>
/// <param name="Words">How or why, for the document.</param>
/// <param name="Provoke">The call that is answered with it; null: never.</param>
internal sealed record ErrorRow(ErrorCode Code, string Words, Func<WarrenHost, Task<Answer>>? Provoke)
{
    public static ErrorRow When(ErrorCode code, string words, Func<WarrenHost, Task<Answer>> provoke) => new(code, words, provoke);

    public static ErrorRow Never(ErrorCode code, string reason) => new(code, reason, null);
}
