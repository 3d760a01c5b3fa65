namespace Assessment.Dashboard.Http;

/// <summary>What the browser is told about each page: scripts and styles of this site alone, in no frame, nothing kept.</summary>
public static class PageHeaders
{
    public static void Add(HttpResponse response, Uri? authority)
    {
        var headers = response.Headers;
        // A form may lead to the identity provider: signing out ends there.
        var forms = authority is null ? "'self'" : $"'self' {authority.GetLeftPart(UriPartial.Authority)}";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
            $"form-action {forms}; frame-ancestors 'none'; base-uri 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        // What says nothing of its own, as static files do, is what somebody in particular may see.
        response.OnStarting(() =>
        {
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }
}
