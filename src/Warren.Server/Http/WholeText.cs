using System.Text.Json;
using System.Text.Unicode;
using Warren.Engine.Errors;

namespace Warren.Server.Http;

/// <summary>
/// System.Text.Json finds bytes that are no UTF-8, and halves of surrogate pairs ("\ud800"), only as a text is read. A member that is kept as JSON is read later, far from
/// where bad input is answered, so that its texts are looked at here.
/// </summary>
internal static class WholeText
{
    /// <param name="json">A body that was read already, so that it is JSON.</param>
    /// <exception cref="WarrenException">BodyInvalid.</exception>
    public static void Expect(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new WarrenException(DmsErrors.BodyInvalid, "not valid UTF-8");
        }

        if (json.IndexOf("\\u"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            throw new WarrenException(DmsErrors.BodyInvalid, $"the text that begins at byte {reader.TokenStartIndex + 1} has half of a surrogate pair");
        }
    }
}
