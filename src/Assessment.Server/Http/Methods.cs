namespace Assessment.Server.Http;

/// <summary>
/// HEAD answers wherever GET does (RFC 9110, 9.1), and OPTIONS says what an address answers. A HEAD finds its way as a GET and is one again for
/// whoever answers it; the server leaves the body out.
/// </summary>
public static class Methods
{
    private const string NotAllowed = "405 HTTP Method Not Supported";

    /// <summary>Before and behind the routes.</summary>
    public static void UseRoutes(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (HttpMethods.IsHead(http.Request.Method))
            {
                http.Items[NotAllowed] = true;
                http.Request.Method = HttpMethods.Get;
            }

            return next(http);
        });
        app.UseRouting();
        app.Use(async (http, next) =>
        {
            if (http.Items.Remove(NotAllowed)) http.Request.Method = HttpMethods.Head;
            if (http.GetEndpoint() is not { DisplayName: NotAllowed } endpoint)
            {
                await next(http);
                return;
            }

            http.Response.OnStarting(() => Complete(http.Response));
            if (!HttpMethods.IsOptions(http.Request.Method))
            {
                await next(http);
                return;
            }

            await endpoint.RequestDelegate!(http);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        });
    }

    private static Task Complete(HttpResponse response)
    {
        var allowed = response.Headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        if (allowed.Contains(HttpMethods.Get)) allowed.Add(HttpMethods.Head);
        allowed.Add(HttpMethods.Options);
        response.Headers.Allow = string.Join(", ", allowed.Distinct());
        return Task.CompletedTask;
    }
}
