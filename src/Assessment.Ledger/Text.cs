using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Assessment.Ledger;

/// <summary>How the formats of the ledger write text and numbers, read back without tolerance.</summary>
internal static class Text
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

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

    /// <summary>A time in UTC with six decimals.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    /// <summary>Standard base64 (RFC 4648 §4) as it would be written: padded, no white space, no stray bits.</summary>
    public static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return false;
        bytes = bytes[..length];
        return Convert.ToBase64String(bytes) == text;
    }
}
