using System.Net;
using System.Security.Cryptography;
using Assessment.Client;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Assessment.Dashboard.Access;

/// <summary>
/// Says on the page why the identity provider did not let somebody in, in the provider's own words, and which setting to look at. The
/// sentence travels sealed in the address, so that nobody else puts words there.
/// </summary>
public sealed partial class SignInFailures(IDataProtectionProvider sealing, DashboardSettings settings, Speaking speaking, ILogger<SignInFailures> log)
{
    private const int Longest = 400;

    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _seal = sealing.CreateProtector("why somebody could not sign in").ToTimeLimitedDataProtector();

    /// <summary>The sentence that an address of <see cref="Tell"/> carries; null when it carries none, or an old one.</summary>
    public string? Read(string? why)
    {
        if (string.IsNullOrEmpty(why)) return null;
        try
        {
            return _seal.Unprotect(why);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Leads to the page that says why.</summary>
    public void Tell(HttpContext http, string sentence)
    {
        Failed(log, sentence);
        http.Response.Redirect(QueryHelpers.AddQueryString("/sign-in", "why", _seal.Protect(sentence, Shown)));
    }

    public void Tell(HttpContext http, Exception? failure) => Tell(http, Sentence(failure, http.Request));

    /// <summary>Why the API would refuse whoever comes with this token; null when it would not, or does not answer, which the page says anyway.</summary>
    public async Task<string?> AskAsync(string token, CancellationToken ct)
    {
        try
        {
            await speaking.As(token).ListPartnershipsAsync(limit: 1, ct: ct);
        }
        catch (ApiProblem problem) when (problem.Status is HttpStatusCode.Unauthorized)
        {
            var read = new JsonWebToken(token);
            return $"The identity provider gave a token that this service does not take: of the type {Plain(read.Typ)}, for the audience {Plain(string.Join(", ", read.Audiences))}, "
                + $"issued by {Plain(read.Issuer)}, for the subject {Plain(read.Subject)}. It takes access tokens (at+jwt, or JWT that are no ID tokens) for the audience {settings.Authority!.Audience}, "
                + "with a subject without white space around it. Look at Authentication__Audience and Authentication__TokenTypes, and at what the provider puts into the access token.";
        }
        catch (Exception failure) when (failure is ApiProblem or HttpRequestException or OperationCanceledException)
        {
        }

        return null;
    }

    private string Sentence(Exception? failure, HttpRequest request) => failure switch
    {
        OpenIdConnectProtocolException { Data: var data } when data["error"] is string error =>
            $"The identity provider refused: {Plain(error)}{(data["error_description"] is string { Length: > 0 } words ? $" ({Plain(words)})" : "")}. {Advice(error, data["error_description"] as string, request)}",
        OpenIdConnectProtocolException => "The identity provider's answer could not be understood; it is in the log. Look at Authentication__Authority, Authentication__ClientId and Authentication__ClientSecret.",
        _ when IsAway(failure) => $"The identity provider does not answer at {settings.Authority!.Authority}. Try again in a moment; if it stays so, look at Authentication__Authority.",
        _ => "The identity provider did not let you in, or it took too long. Try again.",
    };

    private static string Advice(string error, string? words, HttpRequest request) => error switch
    {
        "access_denied" or "login_required" or "interaction_required" => "Try again, or ask whoever runs the identity provider.",
        "invalid_client" or "unauthorized_client" => "Look at Authentication__ClientId and Authentication__ClientSecret.",
        "invalid_scope" => "Look at Authentication__Scope.",
        _ when error == "invalid_redirect_uri" || words?.Contains("redirect_uri", StringComparison.OrdinalIgnoreCase) is true =>
            $"Register {Place(request)}/sign-in/back with the provider as the address to come back to. If the page has another address, look at ASPNETCORE_FORWARDEDHEADERS_ENABLED.",
        "invalid_grant" => "Try again; if it stays so, look at the clocks of both machines.",
        _ => "Look at the section Authentication of the settings, and at the provider's log.",
    };

    private static string Place(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static bool IsAway(Exception? failure) =>
        failure is HttpRequestException or IOException or TimeoutException or OperationCanceledException || (failure?.InnerException is { } inner && IsAway(inner));

    // What others wrote, as far as it belongs into one line.
    private static string Plain(string? words)
    {
        var line = string.Concat((words is { Length: > 0 } ? words : "(none)").Select(sign => char.IsControl(sign) || sign is '\u2028' or '\u2029' ? ' ' : sign));
        return line.Length > Longest ? $"{line[..Longest]} …" : line;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody could not sign in. {Why}")]
    private static partial void Failed(ILogger log, string why);
}
