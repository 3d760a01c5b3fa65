using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Server.Access;

/// <summary>Which of the tokens that an authority signs with one key speak for somebody: access tokens alone, for a subject that can be told from others.</summary>
/// <param name="further">Types that are taken beside those of the standards; <c>none</c> for tokens that name no type.</param>
public sealed class AccessTokens(params IEnumerable<string> further)
{
    /// <summary>The type of an access token (RFC 9068, section 2.1).</summary>
    public const string Type = "at+jwt";

    public const int LongestSubject = 200;

    private const string Any = "jwt";
    private const string None = "none";

    // What stands in ID tokens and in logout tokens, and in no access token.
    private static readonly string[] OfOtherTokens = ["nonce", "at_hash", "events"];

    // Keycloak says in the payload, too, what a token is.
    private static readonly string[] OtherKinds = ["ID", "Logout", "Refresh", "Offline"];

    private readonly HashSet<string> _named = [Type, .. further.Select(Plain).Where(type => type is not Any and not None)];
    private readonly bool _takesUnnamed = further.Select(Plain).Contains(None);

    /// <summary>Reads <c>Authentication:TokenTypes</c>: types, separated by spaces or commas.</summary>
    public static AccessTokens Read(IConfiguration configuration) =>
        new((configuration["Authentication:TokenTypes"] ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Why a token whose signature, issuer, audience and time hold is refused nevertheless; null when it is not.</summary>
    public string? Refuse(JsonWebToken token, ClaimsPrincipal principal)
    {
        var type = string.IsNullOrEmpty(token.Typ) ? None : Plain(token.Typ);
        if (!_named.Contains(type))
        {
            if (type != Any && !(type == None && _takesUnnamed)) return "Its type is not that of an access token.";
            if (IsOther(token)) return "It is an ID token, a logout token or the like, and no access token.";
        }

        return principal.FindAll("sub").ToArray() is [{ Value: var subject }] && IsSubject(subject) ? null : "It carries no usable subject.";
    }

    /// <summary>Whether a person can be known by this name: it is not empty, nor long, and has nothing in it that nobody sees.</summary>
    public static bool IsSubject(string subject) =>
        subject is { Length: > 0 and <= LongestSubject } && !char.IsWhiteSpace(subject[0]) && !char.IsWhiteSpace(subject[^1]) && !subject.EnumerateRunes().Any(IsUnseen);

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || IsIgnorable(rune.Value);

    // Of other classes, and by Unicode's own word (Default_Ignorable_Code_Point) not shown either.
    private static bool IsIgnorable(int point) => point is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    // A media type whose name begins with application/ is written without that, in any case (RFC 7515, section 4.1.9).
    private static string Plain(string type)
    {
        var lower = type.Trim().ToLowerInvariant();
        return lower.StartsWith("application/", StringComparison.Ordinal) ? lower["application/".Length..] : lower;
    }

    private static bool IsOther(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return OfOtherTokens.Any(name => payload.RootElement.TryGetProperty(name, out _))
            || (payload.RootElement.TryGetProperty("typ", out var kind) && kind.ValueKind is JsonValueKind.String && OtherKinds.Contains(kind.GetString()));
    }
}
