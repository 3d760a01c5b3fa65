using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assessment.Dashboard.Words;

/// <summary>Data as people read it.</summary>
public static class Json
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented; a text alone without its quotation marks.</summary>
    public static string Told(JsonElement data) => data.ValueKind is JsonValueKind.String ? data.GetString()! : JsonSerializer.Serialize(data, Readable);

    /// <summary>As <see cref="Told(JsonElement)"/>; empty when there is nothing.</summary>
    public static string Told(JsonElement? data) => data is { } some ? Told(some) : "";
}
