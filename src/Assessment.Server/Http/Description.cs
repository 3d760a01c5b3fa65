using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Assessment.Server.Http;

/// <summary>The OpenAPI document, made once: it says the same to everybody for as long as the process lives.</summary>
public sealed class Description([FromKeyedServices("v1")] IOpenApiDocumentProvider provider)
{
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

    private async Task<(byte[], string)> MakeAsync()
    {
        var document = await provider.GetOpenApiDocumentAsync();
        // Wherever it was fetched from; what a client calls this host is nothing to repeat.
        document.Servers = [new OpenApiServer { Url = "/" }];
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        var bytes = stream.ToArray();
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");
    }
}
