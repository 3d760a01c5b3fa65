using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Wolverine.Http;

namespace Assessment.Server.Http;

/// <summary>The version of a resource that a client says it has seen; none on requests that create or read.</summary>
public readonly record struct IfMatch(long? Version)
{
    private const int Digest = 16;

    /// <summary>Reads one strong entity tag <c>"7"</c>, or <c>"7-0123456789abcdef"</c>: what is decided on is the version.</summary>
    public static bool TryParse(StringValues header, out IfMatch value)
    {
        value = default;
        if (header is not [['"', .. { Length: > 0 } tag, '"']]) return false;
        if (tag.Length > Digest && tag[^(Digest + 1)] == '-' && tag[^Digest..].All(char.IsAsciiHexDigitLower)) tag = tag[..^(Digest + 1)];
        if (!long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return false;
        value = new IfMatch(version);
        return true;
    }

    /// <summary>412 unless the version seen is the current one.</summary>
    public ProblemDetails Against(long current) => Version is { } seen && seen != current
        ? Refusal.Stale($"Version {seen} was given, but the resource is at version {current}. Read it again and decide on what it says now.")
        : WolverineContinue.NoProblems;

    /// <summary>
    /// The entity tag of an answer: the version, and a digest where the version alone does not say what is shown. So nobody is told
    /// that nothing has changed when something has; a text that was taken out counts, too.
    /// </summary>
    public static string ETag(Rendered rendered, ReadOnlySpan<byte> body) => rendered.Moved || body.IndexOf("[redacted]"u8) >= 0
        ? string.Create(CultureInfo.InvariantCulture, $"\"{rendered.Version}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, Digest / 2))}\"")
        : string.Create(CultureInfo.InvariantCulture, $"\"{rendered.Version}\"");
}
