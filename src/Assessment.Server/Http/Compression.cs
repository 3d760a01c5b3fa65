using System.IO.Compression;
using Assessment.Server.Access;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Assessment.Server.Http;

/// <summary>
/// Compresses what is long enough for clients that ask (record 0026). Not what shows anything marked AMBER or above: texts of others stand beside it,
/// and the length would tell whoever listens how alike they are. Nor pages and tokens, which hold secrets of one browser beside words of its address.
/// </summary>
public sealed class Compression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    /// <summary>Less is not worth its while.</summary>
    public const int Least = 1024;

    private static readonly PathString[] Compressed = ["/api/v1", "/openapi", "/docs"];

    public override bool ShouldCompressResponse(HttpContext context) =>
        Compressed.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))
        && !(context.Response.ContentLength < Least)
        && Reading.IsOpen(known: context.Response.ContentLength is not null)
        && base.ShouldCompressResponse(context);

    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json", "application/x-ndjson", "text/csv", "text/plain", "text/html", "text/javascript", "application/javascript"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddSingleton<IResponseCompressionProvider, Compression>();
    }

    /// <summary>Compressed bytes are others than those of the tag, which is weak from then on.</summary>
    public static void Use(WebApplication app)
    {
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                if (headers.ContentEncoding.Count > 0 && headers.ETag is [['"', ..] strong]) headers.ETag = $"W/{strong}";
                return Task.CompletedTask;
            });
            return next(http);
        });
        app.UseResponseCompression();
    }
}
