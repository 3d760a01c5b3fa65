using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Wolverine.Http;

namespace Assessment.Server.Http;

/// <summary>The version of a resource that a client says it has seen; none on requests that create or read.</summary>
public readonly record struct IfMatch(long? Version)
{
    /// <summary>Reads one strong entity tag <c>"7"</c>.</summary>
    public static bool TryParse(StringValues header, out IfMatch value)
    {
        value = default;
        if (header is not [{ Length: > 2 and < 22 } tag] || tag[0] != '"' || tag[^1] != '"') return false;
        if (!long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return false;
        value = new IfMatch(version);
        return true;
    }

    /// <summary>412 unless the version seen is the current one.</summary>
    public ProblemDetails Against(long current) => Version is { } seen && seen != current
        ? Refusal.Stale($"Version {seen} was given, but the resource is at version {current}. Read it again and decide on what it says now.")
        : WolverineContinue.NoProblems;

    public static string ETag(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
}
