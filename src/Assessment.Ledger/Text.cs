using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Assessment.Ledger;

/// <summary>How the formats of the ledger write text and numbers, read back without tolerance.</summary>
internal static class Text
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const int TimeLength = 27;

    /// <summary>Valid UTF-8 (RFC 3629), or nothing.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, out string text)
    {
        var valid = Utf8.IsValid(utf8);
        text = valid ? Encoding.UTF8.GetString(utf8) : "";
        return valid;
    }

    /// <summary>A number without sign, leading zeros or anything else, up to 2^63 - 1.</summary>
    public static bool TryNumber(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (digits is "0" || digits[0] != '0');

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="TryNumber(ReadOnlySpan{char}, out long)"/>
    public static bool TryNumber(ReadOnlySpan<byte> digits, out long number) =>
        Utf8Parser.TryParse(digits, out number, out var read) && read == digits.Length && char.IsAsciiDigit((char)digits[0]) && (digits[0] != '0' || read == 1);

    /// <summary>A UUID (RFC 9562 §4), in lower case.</summary>
    public static bool TryGuid(ReadOnlySpan<byte> text, out Guid id) =>
        Utf8Parser.TryParse(text, out id, out var read) && read == text.Length && text.IndexOfAnyInRange((byte)'A', (byte)'F') < 0;

    /// <summary>A time in UTC with six decimals.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        // The round-trip form of .NET has a seventh decimal.
        Span<byte> longer = stackalloc byte[TimeLength + 1];
        time = default;
        if (text.Length != TimeLength || text[^1] != 'Z') return false;
        text[..^1].CopyTo(longer);
        "0Z"u8.CopyTo(longer[^2..]);
        return Utf8Parser.TryParse(longer, out time, out var read, 'O') && read == longer.Length;
    }

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Of(DateTimeOffset)"/>
    public static int Write(DateTimeOffset time, Span<byte> text) =>
        time.UtcDateTime.TryFormat(text, out var written, Time, CultureInfo.InvariantCulture) ? written : throw new ArgumentException("Too short for a time.", nameof(text));

    /// <summary>Standard base64 (RFC 4648 §4) as it would be written: padded, no white space, no stray bits.</summary>
    public static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return false;
        bytes = bytes[..length];
        return Convert.ToBase64String(bytes) == text;
    }
}
