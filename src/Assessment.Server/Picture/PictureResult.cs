using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Assessment.Server.Http;

namespace Assessment.Server.Picture;

/// <summary>Writes a picture under a weak entity tag of what it shows: it changes exactly when that does, not with the clock and the position, which its bytes name.</summary>
/// <param name="Changes">What evidence thought away would change; null in a picture of what is.</param>
public sealed record PictureResult(PictureAnswer Picture, IReadOnlyList<WhatIfChange>? Changes = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var dimensions = JsonSerializer.SerializeToUtf8Bytes(Picture.Dimensions, StrictJson.Options);
        var changes = Changes is null ? [] : JsonSerializer.SerializeToUtf8Bytes(Changes, StrictJson.Options);
        var etag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Changes is null ? dimensions : [.. dimensions, .. changes]).AsSpan(0, 16))}\"";
        if (Answer.IsHeld(httpContext, etag)) return;

        var buffer = new ArrayBufferWriter<byte>(dimensions.Length + changes.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("partnership", Picture.Partnership);
            writer.WriteNumber("position", Picture.Position);
            writer.WriteString("asOf", Rfc3339.Write(Picture.AsOf));
            if (Picture.RecordedSince is { } since) writer.WriteString("recordedSince", Rfc3339.Write(since));
            writer.WritePropertyName("dimensions");
            writer.WriteRawValue(dimensions, skipInputValidation: true);
            if (Changes is not null)
            {
                writer.WritePropertyName("changes");
                writer.WriteRawValue(changes, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = buffer.WrittenCount;
        await httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }
}
