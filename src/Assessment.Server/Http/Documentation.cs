using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace Assessment.Server.Http;

/// <summary>The readable page of the API: made of what this site serves alone, and speaking to nobody else.</summary>
public static class Documentation
{
    public static void Configure(ScalarOptions page, HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        page.WithTitle("Assessment").WithOpenApiRoutePattern("/openapi/{documentName}.json").WithNonce(nonce)
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton();
        // The page writes its own styles as it draws.
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
            "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
    }
}
