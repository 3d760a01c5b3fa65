namespace Assessment.Dashboard.Http;

/// <summary>
/// Keeps other sites from using the cookie of who has signed in: a browser says from where it asks wherever that is not a person
/// following a link, and so does its handshake for a WebSocket, which nothing else keeps to one site.
/// </summary>
public static class SameOrigin
{
    public static Task RefuseOthersAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<OfThePage>() is null || http.Request.Headers.Origin is not { Count: > 0 } origin || IsOwn(origin, http.Request.Host))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Whether an origin is the host that was asked, whatever ends TLS before it. More than one, and <c>null</c>, are nobody's.</summary>
    public static bool IsOwn(IReadOnlyList<string?> origin, HostString host) =>
        origin is [{ } one] && Uri.TryCreate(one, UriKind.Absolute, out var from) && from.Scheme is "http" or "https"
        && host.HasValue && string.Equals(Plain(from.IdnHost), Plain(host.Host), StringComparison.OrdinalIgnoreCase) && from.Port == (host.Port ?? (from.Scheme == "https" ? 443 : 80));

    // An address in brackets loses them in one type and keeps them in the other.
    private static string Plain(string host) => host.Trim('[', ']');
}
