using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Assessment.Server.Http;

/// <summary>Entity tags as clients send them back, through proxies that compress.</summary>
public static class EntityTags
{
    // What servers and proxies put behind a tag when they compress what it is of.
    private static readonly string[] Compressed = ["-gzip", "-br", "-zstd", "-df", ";gzip", ";br", ";zstd"];

    /// <summary>All tags of a header, of which there is one at least; <c>*</c> stands alone.</summary>
    public static bool TryParse(StringValues header, out IList<EntityTagHeaderValue> tags)
    {
        tags = [];
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var parsed) || parsed.Count == 0) return false;
        tags = parsed;
        return parsed.Count == 1 || !parsed.Any(tag => tag.Equals(EntityTagHeaderValue.Any));
    }

    /// <summary>Whether <c>If-None-Match</c> holds a tag, by weak comparison (RFC 9110, 8.8.3.2). A header that cannot be read holds none.</summary>
    public static bool Hold(StringValues header, string etag) => TryParse(header, out var tags)
        && EntityTagHeaderValue.TryParse(etag, out var own)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || Opaque(tag) == Opaque(own));

    /// <summary>A tag in its quotes, without what a proxy has added.</summary>
    public static string Opaque(EntityTagHeaderValue given)
    {
        var tag = given.Tag.ToString();
        return Compressed.FirstOrDefault(suffix => tag.Length > suffix.Length + 2 && tag.AsSpan(0, tag.Length - 1).EndsWith(suffix, StringComparison.Ordinal)) is { } added
            ? $"{tag[..^(added.Length + 1)]}\""
            : tag;
    }
}
