namespace Assessment.Server.Http;

/// <summary>
/// What every answer tells browsers and caches unless it says otherwise itself: it is what its type says, is nothing to show in a frame or to run,
/// and is kept by nobody.
/// </summary>
public static class ApiHeaders
{
    public const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    public static void UseApiHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        // Set as the answer begins: a failure clears what was set before.
        http.Response.OnStarting(() => Add(http.Response.Headers));
        return next(http);
    });

    private static Task Add(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Nothing;
        if (headers.XFrameOptions.Count == 0) headers.XFrameOptions = "DENY";
        if (!headers.ContainsKey("Referrer-Policy")) headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}
