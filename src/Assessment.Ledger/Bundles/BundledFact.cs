using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assessment.Ledger.Bundles;

/// <summary>
/// A fact as it stands in the fact table when a bundle is written, with its exact text and its salt: its leaf can be built again
/// from it and nothing else.
/// </summary>
/// <param name="Index">Of its leaf in the log.</param>
/// <param name="Position">As in <see cref="Leaf"/>, like what follows.</param>
/// <param name="Salt">32 bytes; null once the fact is redacted.</param>
/// <param name="Headers">The stored headers' text; empty when there are none.</param>
/// <param name="Data">The stored data's text; null once the fact is redacted.</param>
/// <param name="Redacted">The case in which salt and data were removed; null when they are there.</param>
public sealed record BundledFact(
    long Index, long Position, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset Recorded,
    string Actor, string Correlation, string Causation, byte[]? Salt, string Headers, string? Data, string? Redacted = null)
{
    /// <summary>The longest name of a case; the service takes shorter ones.</summary>
    public const int LongestCase = 1000;

    private static readonly byte[][] Members =
    [
        .. ((string[])["index", "seq", "id", "stream", "version", "type", "recorded", "actor", "corr", "caus", "salt", "headers", "data", "redacted"])
            .Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line with its newline.</summary>
    public void WriteTo(IBufferWriter<byte> lines)
    {
        using (var json = new Utf8JsonWriter(lines, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("index"u8, Text.Of(Index));
            json.WriteString("seq"u8, Text.Of(Position));
            json.WriteString("id"u8, Id);
            json.WriteString("stream"u8, Stream);
            json.WriteString("version"u8, Text.Of(Version));
            json.WriteString("type"u8, Type);
            json.WriteString("recorded"u8, Text.Of(Recorded));
            json.WriteString("actor"u8, Actor);
            json.WriteString("corr"u8, Correlation);
            json.WriteString("caus"u8, Causation);
            json.WriteString("salt"u8, Salt is null ? null : Convert.ToHexStringLower(Salt));
            json.WriteString("headers"u8, Headers);
            json.WriteString("data"u8, Data);
            if (Redacted is not null) json.WriteString("redacted"u8, Redacted);
            json.WriteEndObject();
        }

        lines.Write("\n"u8);
    }

    /// <summary>Reads a line without its newline: each member once, of its own form, and no other.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out BundledFact fact)
    {
        try
        {
            fact = Read(line)!;
            return fact is not null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            fact = null!;
            return false;
        }
    }

    /// <summary>The leaf of what is here; only for a fact that has its text and salt.</summary>
    public Leaf ToLeaf(string log) => ToLeaf(log, Digest.OfHeaders(Salt, Headers), Digest.Of(Salt, Data ?? ""));

    /// <summary>The leaf with digests that are known otherwise.</summary>
    public Leaf ToLeaf(string log, Hash headers, Hash data) =>
        new(log, Position, Id, Stream, Version, Type, Recorded, Actor, Correlation, Causation, headers, data);

    private static BundledFact? Read(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        long index = 0, position = 0, version = 0;
        Guid id = default, stream = default;
        DateTimeOffset recorded = default;
        Hash? salt = null;
        var texts = new string?[Members.Length];
        for (var (seen, next) = (0, 0); json.Read() && json.TokenType == JsonTokenType.PropertyName; next++)
        {
            // They stand in their order as a rule.
            var member = next < Members.Length && json.ValueTextEquals(Members[next]) ? next : Find(ref json);
            if (member < 0 || (seen & (1 << member)) != 0 || !json.Read() || json.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) return null;
            seen |= 1 << member;
            var raw = json.TokenType == JsonTokenType.Null || json.ValueIsEscaped ? default : json.ValueSpan;
            var valid = member switch
            {
                0 => Text.TryNumber(raw, out index),
                1 => Text.TryNumber(raw, out position),
                2 => Text.TryGuid(raw, out id),
                3 => Text.TryGuid(raw, out stream),
                4 => Text.TryNumber(raw, out version),
                6 => Text.TryTime(raw, out recorded),
                10 when json.TokenType == JsonTokenType.String => TryHex(raw, out salt),
                _ => true,
            };
            if (!valid) return null;
            texts[member] = member is 5 or 7 or 8 or 9 or > 10 ? json.GetString() : "";
        }

        if (json.TokenType != JsonTokenType.EndObject || json.Read()) return null;
        if (texts is not ["", "", "", "", "", { } type, "", { } actor, { } correlation, { } causation, "", { } headers, var data, var redacted]) return null;
        if (redacted?.Length > LongestCase) return null;
        if (redacted is null != salt is not null || redacted is null != data is not null) return null;
        return new BundledFact(index, position, id, stream, version, type, recorded, actor, correlation, causation, salt?.ToArray(), headers, data, redacted);
    }

    private static int Find(ref Utf8JsonReader json)
    {
        var member = Members.Length - 1;
        while (member >= 0 && !json.ValueTextEquals(Members[member])) member--;
        return member;
    }

    // A salt has as many bytes as a hash.
    private static bool TryHex(ReadOnlySpan<byte> digits, out Hash? bytes)
    {
        var valid = Hash.TryParseHex(digits, out var hash);
        bytes = hash;
        return valid;
    }
}
