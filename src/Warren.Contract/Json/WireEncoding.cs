using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Warren.Contract.Json;

/// <summary>How text is escaped on the wire: only what JSON and HTML need.</summary>
internal static class WireEncoding
{
    public static JsonSerializerOptions Of(JsonSerializerOptions options) => new(options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
}
