using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Assessment.Server.Http;

/// <summary>The OpenAPI document, made once: it says the same to everybody for as long as the process lives.</summary>
public sealed class Description([FromKeyedServices("v1")] IOpenApiDocumentProvider provider)
{
    private const string Schemas = "#/components/schemas/";

    private readonly Lock _making = new();
    private Task<(byte[] Bytes, string ETag)>? _made;

    public async Task WriteAsync(HttpContext http)
    {
        var (bytes, etag) = await MadeAsync();
        if (Answer.IsHeld(http, etag, "public, no-cache")) return;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    // Those who come while it is made wait for it; one that failed is made again.
    private Task<(byte[] Bytes, string ETag)> MadeAsync()
    {
        lock (_making)
        {
            if (_made is null or { IsFaulted: true } or { IsCanceled: true }) _made = MakeAsync();
            return _made;
        }
    }

    // What no operation speaks of is of the inside, and so is what only that speaks of.
    private static JsonNode WithoutUnused(JsonNode document)
    {
        if (document["components"]?["schemas"] is not JsonObject schemas) return document;
        HashSet<string> used = [];
        var next = new Queue<JsonNode?>([document["paths"]]);
        while (next.TryDequeue(out var node))
        {
            foreach (var child in node is JsonArray list ? list : (node as JsonObject)?.Select(member => member.Value) ?? []) next.Enqueue(child);
            if (node is JsonObject && node["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var name)
                && name.StartsWith(Schemas, StringComparison.Ordinal) && used.Add(name[Schemas.Length..])) next.Enqueue(schemas[name[Schemas.Length..]]);
        }

        foreach (var unused in schemas.Select(schema => schema.Key).Except(used).ToArray()) schemas.Remove(unused);
        return document;
    }

    private async Task<(byte[], string)> MakeAsync()
    {
        var document = await provider.GetOpenApiDocumentAsync();
        // Wherever it was fetched from; what a client calls this host is nothing to repeat.
        document.Servers = [new OpenApiServer { Url = "/" }];
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(WithoutUnused(JsonNode.Parse(stream.ToArray())!));
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");
    }
}
