using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Wolverine.Http;

namespace Assessment.Server.Http;

/// <summary>
/// What a client says it has seen of what it changes: one of some versions, or any that there is; nothing on requests that create or read.
/// </summary>
/// <param name="Versions">Of the tags that were sent; null without the header, and empty for <c>*</c>.</param>
public readonly record struct IfMatch(IReadOnlyList<long>? Versions)
{
    private const int Digest = 16;

    public IfMatch(long version) : this([version])
    {
    }

    /// <summary>Whether the client named what it has seen.</summary>
    public bool IsGiven => Versions is not null;

    /// <summary>
    /// Reads <c>*</c> or a list of tags (RFC 9110, 13.1.1): <c>"7"</c>, <c>W/"7"</c>, <c>"7-0123456789abcdef"</c>, and those that a proxy has changed
    /// as it compressed. Each is decided on by its version; tags of somebody else's beside ours match nothing.
    /// </summary>
    public static bool TryParse(StringValues header, out IfMatch value)
    {
        value = default;
        if (!EntityTags.TryParse(header, out var tags)) return false;
        if (tags is [{ } any] && any.Equals(EntityTagHeaderValue.Any))
        {
            value = new IfMatch([]);
            return true;
        }

        long[] versions = [.. tags.Select(VersionOf).OfType<long>()];
        value = new IfMatch(versions);
        return versions.Length > 0;
    }

    /// <summary>412 unless a version seen is the current one.</summary>
    public ProblemDetails Against(long current) => Versions is not { Count: > 0 } seen || seen.Contains(current)
        ? WolverineContinue.NoProblems
        : Refusal.Stale($"Version {string.Join(", ", seen)} was given, but the resource is at version {current}. Read it again and decide on what it says now.");

    /// <summary>
    /// The entity tag of an answer: the version, and a digest where the version alone does not say what is shown. So nobody is told
    /// that nothing has changed when something has; a text that was taken out counts, too.
    /// </summary>
    public static string ETag(Rendered rendered, ReadOnlySpan<byte> body) => rendered.Moved || body.IndexOf("[redacted]"u8) >= 0
        ? string.Create(CultureInfo.InvariantCulture, $"\"{rendered.Version}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, Digest / 2))}\"")
        : string.Create(CultureInfo.InvariantCulture, $"\"{rendered.Version}\"");

    private static long? VersionOf(EntityTagHeaderValue given)
    {
        var tag = EntityTags.Opaque(given)[1..^1];
        if (tag.Length > Digest && tag[^(Digest + 1)] == '-' && tag[^Digest..].All(char.IsAsciiHexDigitLower)) tag = tag[..^(Digest + 1)];
        return long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
