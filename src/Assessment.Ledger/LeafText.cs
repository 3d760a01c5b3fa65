using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Assessment.Ledger;

/// <summary>
/// The JSON strings of a leaf (RFC 8259 §7) in the one way this log writes them: quotation mark and backslash behind a
/// backslash, control characters as \u00xx, everything else as it is.
/// </summary>
internal static class LeafText
{
    // Bytes of the longest value that is no text: a hash.
    private const int Longest = 2 * Hash.Length;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(['"', '\\', .. Enumerable.Range(0, ' ').Select(c => (char)c)]);

    public static void Write(IBufferWriter<byte> line, ReadOnlySpan<byte> before, string value)
    {
        line.Write(before);
        if (value.AsSpan().ContainsAny(Escaped)) value = Escape(value);
        line.Advance(Encoding.UTF8.GetBytes(value, line.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
    }

    public static void Write(IBufferWriter<byte> line, ReadOnlySpan<byte> before, long value)
    {
        line.Write(before);
        Utf8Formatter.TryFormat(value, line.GetSpan(Longest), out var written);
        line.Advance(written);
    }

    public static void Write(IBufferWriter<byte> line, ReadOnlySpan<byte> before, Guid value)
    {
        line.Write(before);
        Utf8Formatter.TryFormat(value, line.GetSpan(Longest), out var written);
        line.Advance(written);
    }

    public static void Write(IBufferWriter<byte> line, ReadOnlySpan<byte> before, DateTimeOffset value)
    {
        line.Write(before);
        line.Advance(Text.Write(value, line.GetSpan(Longest)));
    }

    public static void Write(IBufferWriter<byte> line, ReadOnlySpan<byte> before, Hash value)
    {
        line.Write(before);
        line.Advance(value.WriteHex(line.GetSpan(Longest)));
    }

    public static bool TryTake(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> before, out string value)
    {
        value = "";
        return TryTakeRaw(ref rest, before, out var raw) && Text.TryDecode(raw, out value) && (!value.Contains('\\') || TryUnescape(ref value));
    }

    public static bool TryTake(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> before, out long value)
    {
        value = 0;
        return TryTakeRaw(ref rest, before, out var raw) && Text.TryNumber(raw, out value);
    }

    public static bool TryTake(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> before, out Guid value)
    {
        value = default;
        return TryTakeRaw(ref rest, before, out var raw) && Text.TryGuid(raw, out value);
    }

    public static bool TryTake(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> before, out DateTimeOffset value)
    {
        value = default;
        return TryTakeRaw(ref rest, before, out var raw) && Text.TryTime(raw, out value);
    }

    public static bool TryTake(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> before, out Hash value)
    {
        value = default;
        return TryTakeRaw(ref rest, before, out var raw) && Hash.TryParseHex(raw, out value);
    }

    // The bytes after what has to stand before them, up to a quotation mark that is not escaped.
    private static bool TryTakeRaw(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> before, out ReadOnlySpan<byte> raw)
    {
        raw = default;
        if (!rest.StartsWith(before)) return false;
        rest = rest[before.Length..];
        for (var end = 0; end < rest.Length; end++)
        {
            var next = rest[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0) return false;
            end += next;
            if (rest[end] == '\\')
            {
                end++;
                continue;
            }

            raw = rest[..end];
            rest = rest[end..];
            return true;
        }

        return false;
    }

    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            if (c is '"' or '\\') text.Append('\\').Append(c);
            else if (c < ' ') text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else text.Append(c);
        }

        return text.ToString();
    }

    private static bool TryUnescape(ref string value)
    {
        var text = new StringBuilder(value.Length);
        for (var rest = value.AsSpan(); rest.Length > 0;)
        {
            if (rest[0] != '\\')
            {
                text.Append(rest[0]);
                rest = rest[1..];
            }
            else if (rest is ['\\', '"' or '\\', ..])
            {
                text.Append(rest[1]);
                rest = rest[2..];
            }
            else if (rest is ['\\', 'u', _, _, _, _, ..] && ushort.TryParse(rest[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var c) && c < ' ')
            {
                text.Append((char)c);
                rest = rest[6..];
            }
            else
            {
                return false;
            }
        }

        value = text.ToString();
        return true;
    }
}
