using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.IntegrationTests.Running;

/// <summary>Somebody with no token, or with one of their own making.</summary>
public sealed class Stranger(RunningService service)
{
    private readonly TokenValidationParameters _trusted =
        service.App.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).TokenValidationParameters;

    /// <summary>Sends what stands in <c>Authorization</c> exactly so; null sends none. The path stands below the root.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? authorization, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Answer.OfAsync(await service.Api.Http.SendAsync(request));
    }

    public Task<Answer> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token is null ? null : $"Bearer {token}");

    /// <summary>A token as the service signs them, with these claims, unless anything else is said.</summary>
    public string Token(
        Dictionary<string, object> claims, string? issuer = null, string? audience = null, DateTime? expires = null, DateTime? notBefore = null, SigningCredentials? signedBy = null, string? type = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? _trusted.ValidIssuer,
            Audience = audience ?? _trusted.ValidAudience,
            NotBefore = notBefore ?? DateTime.UtcNow.AddHours(-1),
            Expires = expires ?? DateTime.UtcNow.AddHours(1),
            Claims = claims,
            TokenType = type,
            SigningCredentials = signedBy ?? new SigningCredentials(_trusted.IssuerSigningKey, SecurityAlgorithms.EcdsaSha256),
        });

    /// <summary>A key of the right kind that nobody trusts.</summary>
    public static SigningCredentials OtherKey() =>
        new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "development" }, SecurityAlgorithms.EcdsaSha256);

    /// <summary>The service's public key taken as a shared secret: the classic confusion of algorithms.</summary>
    public SigningCredentials PublicKeyAsSecret() =>
        new(new SymmetricSecurityKey(((ECDsaSecurityKey)_trusted.IssuerSigningKey).ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = "development" }, SecurityAlgorithms.HmacSha256);

    /// <summary>The same claims under <c>"alg":"none"</c>, with no signature.</summary>
    public string WithoutSignature(Dictionary<string, object> claims)
    {
        var payload = new Dictionary<string, object>(claims)
        {
            ["iss"] = _trusted.ValidIssuer,
            ["aud"] = _trusted.ValidAudience,
            ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
        };
        return $"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{Base64UrlEncoder.Encode(JsonSerializer.Serialize(payload))}.";
    }
}
