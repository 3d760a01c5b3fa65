using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Server.Access;

/// <summary>Signs tokens for anybody, with a key of its own that is made on first start: for Development alone.</summary>
public sealed class DevelopmentTokens
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const string Issuer = "assessment-development";
    private readonly ECDsaSecurityKey _key;

    private DevelopmentTokens(ECDsa key) => _key = new ECDsaSecurityKey(key) { KeyId = "development" };

    /// <summary>Reads the key from the data directory, or makes it there, readable by its owner alone.</summary>
    public static DevelopmentTokens Open(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        var file = Path.Combine(dataDirectory, "development-signing-key.pem");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
        {
            key.ImportFromPem(File.ReadAllText(file));
        }
        else
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }

        return new DevelopmentTokens(key);
    }

    public void Trust(TokenValidationParameters validation)
    {
        validation.ValidIssuer = Issuer;
        validation.ValidAudience = Authentication.Audience;
        validation.IssuerSigningKey = _key;
    }

    public string Issue(string subject, IReadOnlyList<string> roles, Marking clearance) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Authentication.Audience,
        TokenType = AccessTokens.Type,
        IssuedAt = DateTime.UtcNow,
        NotBefore = DateTime.UtcNow.AddSeconds(-5),
        Expires = DateTime.UtcNow + Lifetime,
        Claims = new Dictionary<string, object> { ["sub"] = subject, ["roles"] = roles.ToArray(), ["clearance"] = Codes.Of(clearance) },
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
    });

    /// <summary>The route is mapped in Development alone; elsewhere it does not exist.</summary>
    public void Map(IEndpointRouteBuilder app) => app.MapPost("/dev/tokens", (HttpContext http) =>
        {
            var body = Asked.BodyOf<TokenRequest>(http);
            return Results.Json(new TokenAnswer(Issue(body.Subject, body.Roles, body.Clearance), (int)Lifetime.TotalSeconds), StrictJson.Options);
        })
        .Accepts<TokenRequest>("application/json").Produces<TokenAnswer>()
        .WithMetadata(new Contract(typeof(TokenRequest), null, Changes: false)).WithTags("Development").AllowAnonymous();
}

/// <summary>Whom a development token is for.</summary>
public sealed record TokenRequest(
    [property: Words(1, 200)] string Subject, [property: MaxLength(10), DistinctItems] IReadOnlyList<string> Roles, Marking Clearance = Marking.Clear) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (!AccessTokens.IsSubject(Subject)) yield return new ValidationResult("A subject has no white space at its ends, and no invisible characters.", [nameof(Subject)]);
        if (Roles.FirstOrDefault(role => !Access.Roles.Permissions.ContainsKey(role)) is { } unknown)
            yield return new ValidationResult($"'{unknown}' is no role; there are {string.Join(", ", Access.Roles.Permissions.Keys.Order())}.", [nameof(Roles)]);
    }
}

/// <summary>A token and the seconds it is good for.</summary>
public sealed record TokenAnswer(string AccessToken, int ExpiresIn);
