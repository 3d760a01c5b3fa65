namespace Assessment.Dashboard.Http;

/// <summary>
/// Outside of Development the page is served over TLS alone: its cookies are sent over nothing else. Who asks without is told so,
/// and whoever runs the service reads in its log what to set; the API needs no cookie, and is not concerned.
/// </summary>
public sealed partial class PlainHttp(IHostEnvironment environment, ILogger<PlainHttp> log)
{
    public const string Sentence =
        """
        This page is served over TLS alone, and this request came over plain HTTP.

        Open it with https:// in front. If you did: whatever ends TLS before the service has to send X-Forwarded-Proto, and the service has to be
        started with ASPNETCORE_FORWARDEDHEADERS_ENABLED=true. Or let the service end TLS itself: an https address in ASPNETCORE_URLS, and a
        certificate in ASPNETCORE_Kestrel__Certificates__Default__Path.
        """;

    private int _told;

    public bool Refuses(HttpRequest request) => !environment.IsDevelopment() && !request.IsHttps;

    public Task AnswerAsync(HttpContext http)
    {
        // Once: it is the same for every request until the setting is another.
        if (Interlocked.Exchange(ref _told, 1) == 0) Told(log);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        PageHeaders.Add(http.Response, null);
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(Sentence, http.RequestAborted);
    }

    /// <summary>For what the page serves, static files included.</summary>
    public static Task RefuseAsync(HttpContext http, RequestDelegate next) =>
        http.GetEndpoint()?.Metadata.GetMetadata<OfThePage>() is not null && http.RequestServices.GetRequiredService<PlainHttp>() is var plain && plain.Refuses(http.Request)
            ? plain.AnswerAsync(http)
            : next(http);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The page was asked for over plain HTTP and is served over TLS alone. Behind a proxy that ends TLS and sends X-Forwarded-Proto "
        + "set ASPNETCORE_FORWARDEDHEADERS_ENABLED=true; without one give an https address in ASPNETCORE_URLS, and a certificate. Said once")]
    private static partial void Told(ILogger log);
}
