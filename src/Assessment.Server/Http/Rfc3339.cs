using System.Globalization;

namespace Assessment.Server.Http;

/// <summary>Times as RFC 3339 writes them, always with an offset.</summary>
public static class Rfc3339
{
    private const int Second = 19;

    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    /// <summary>
    /// Takes any number of decimals of the second and lower-case letters, as the RFC does (5.6). What is finer than PostgreSQL keeps is cut, never
    /// rounded into the next second.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length <= Second) return false;
        var digits = 0;
        if (text[Second] == '.')
        {
            while (Second + 1 + digits < text.Length && char.IsAsciiDigit(text[Second + 1 + digits])) digits++;
            if (digits == 0) return false;
        }

        // Two digits of hours, two of minutes, in every offset.
        if (text.Length != Second + (digits == 0 ? 0 : digits + 1) + (text[^1] is 'Z' or 'z' ? 1 : 6)) return false;
        var whole = digits == 0 ? text : text.Remove(Second, digits + 1);
        // In a time of this form no other letters can stand.
        whole = whole.Replace('t', 'T').Replace('z', 'Z');
        if (!DateTimeOffset.TryParseExact(whole, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)) return false;
        if (digits == 0) return true;
        var micros = text.AsSpan(Second + 1, Math.Min(digits, 6)).ToString().PadRight(6, '0');
        time = time.AddMicroseconds(int.Parse(micros, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>UTC with as many decimals as PostgreSQL keeps.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
