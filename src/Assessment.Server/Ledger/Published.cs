using System.Security.Cryptography;
using Assessment.Server.Http;

namespace Assessment.Server.Ledger;

/// <summary>A part of the published ledger, to the byte.</summary>
/// <param name="Bytes">What is answered.</param>
/// <param name="MediaType">Of it.</param>
/// <param name="Final">Whether it will never be otherwise, so that a client asks once.</param>
/// <param name="Since">Since when it is so, where that is known.</param>
public sealed record Published(ReadOnlyMemory<byte> Bytes, string MediaType, bool Final, DateTimeOffset? Since = null) : IResult
{
    public const string Binary = "application/octet-stream";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var held = Answer.IsHeld(httpContext, $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes.Span)[..16])}\"");
        if (Since is not null) httpContext.Response.GetTypedHeaders().LastModified = Since;
        if (Final) httpContext.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        if (held) return;

        httpContext.Response.ContentType = MediaType;
        httpContext.Response.ContentLength = Bytes.Length;
        await httpContext.Response.Body.WriteAsync(Bytes, httpContext.RequestAborted);
    }
}
