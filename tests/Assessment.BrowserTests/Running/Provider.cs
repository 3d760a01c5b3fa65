using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.BrowserTests.Running;

/// <summary>A small identity provider that is real where it matters: code flow with PKCE, signed tokens, refresh tokens that are taken once.</summary>
public sealed class Provider : IAsyncDisposable
{
    private sealed record Grant(string Challenge, string Nonce, string Redirect);

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "provider" };
    private readonly ConcurrentDictionary<string, Grant> _codes = new();
    private readonly ConcurrentDictionary<string, bool> _refresh = new();
    private readonly WebApplication _app;

    private Provider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = Address, authorization_endpoint = $"{Address}/authorize", token_endpoint = $"{Address}/token",
            jwks_uri = $"{Address}/keys", end_session_endpoint = $"{Address}/leave",
        });
        _app.MapGet("/keys", () => new { keys = new[] { JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId }) } });
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", Token);
        _app.MapGet("/leave", (HttpRequest asked) => Results.Redirect(QueryHelpers.AddQueryString(asked.Query["post_logout_redirect_uri"]!, "state", KeepsState ? asked.Query["state"]! : "")));
    }

    public string Address { get; private set; } = "";

    /// <summary>How long the next access tokens hold.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether refresh tokens are still taken.</summary>
    public bool Renews { get; set; } = true;

    /// <summary>Whether the state comes back when somebody has signed out, as OpenID Connect RP-Initiated Logout 1.0 asks in section 3.</summary>
    public bool KeepsState { get; set; } = true;

    public int Renewed { get; private set; }

    public static async Task<Provider> StartAsync()
    {
        var provider = new Provider();
        await provider._app.StartAsync();
        provider.Address = provider._app.Urls.First();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorize(HttpRequest asked)
    {
        if (asked.Query["code_challenge_method"] != "S256") return Results.BadRequest();
        var code = Guid.NewGuid().ToString();
        _codes[code] = new Grant(asked.Query["code_challenge"]!, asked.Query["nonce"]!, asked.Query["redirect_uri"]!);
        var back = $"{asked.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked.Query["state"]!)}";
        return Results.Content($"<!doctype html><title>Provider</title><link rel=icon href=data:,><a href=\"{System.Net.WebUtility.HtmlEncode(back)}\">I am rea</a>", "text/html");
    }

    private async Task<IResult> Token(HttpRequest asked)
    {
        var form = await asked.ReadFormAsync();
        if (form["grant_type"] == "refresh_token")
        {
            if (!Renews || !_refresh.TryRemove(form["refresh_token"]!, out _)) return Results.BadRequest(new { error = "invalid_grant" });
            Renewed++;
            return Results.Json(Given(null));
        }

        var verifier = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return _codes.TryRemove(form["code"]!, out var grant) && grant.Challenge == verifier && grant.Redirect == form["redirect_uri"]
            ? Results.Json(Given(grant.Nonce))
            : Results.BadRequest(new { error = "invalid_grant" });
    }

    private Dictionary<string, object> Given(string? nonce)
    {
        var refresh = Guid.NewGuid().ToString();
        _refresh[refresh] = true;
        var given = new Dictionary<string, object>
        {
            ["token_type"] = "Bearer", ["refresh_token"] = refresh, ["expires_in"] = (int)Lifetime.TotalSeconds,
            ["access_token"] = Signed("assessment", Lifetime, new() { ["sub"] = "rea", ["roles"] = new[] { "reader" }, ["clearance"] = "AMBER" }),
        };
        if (nonce is not null) given["id_token"] = Signed("assessment", TimeSpan.FromHours(1), new() { ["sub"] = "rea", ["nonce"] = nonce });
        return given;
    }

    private string Signed(string audience, TimeSpan lifetime, Dictionary<string, object> claims) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Address, Audience = audience, Claims = claims, IssuedAt = DateTime.UtcNow.AddHours(-1), NotBefore = DateTime.UtcNow.AddHours(-1), Expires = DateTime.UtcNow + lifetime,
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });
}
