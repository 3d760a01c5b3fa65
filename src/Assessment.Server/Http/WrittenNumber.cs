using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Assessment.Server.Http;

/// <summary>
/// A number as JSON writes it (RFC 8259, 6), taken apart exactly: its sign, its significant digits, and the power of ten of the last of them.
/// </summary>
/// <param name="Negative">Whether a minus stands before it.</param>
/// <param name="Digits">Without zeros at either end; empty for zero.</param>
/// <param name="Exponent">Of ten, of the last digit.</param>
public readonly record struct WrittenNumber(bool Negative, string Digits, long Exponent)
{
    /// <summary>More digits than any double has in decimal (767), and any that people write.</summary>
    private const int MostDigits = 800;

    /// <summary>Any number of this many digits is a double's own: reading and writing it gives the same digits.</summary>
    private const int AlwaysExact = 15;

    /// <summary>As many digits as tell every double from its neighbours.</summary>
    private const int Telling = 17;

    /// <summary>The number at which a reader stands; null when it has more digits than anybody means.</summary>
    public static WrittenNumber? Of(ref Utf8JsonReader reader) => Of(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);

    /// <summary>Of a text that is a JSON number.</summary>
    public static WrittenNumber? Of(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        if (negative) text = text[1..];
        long exponent = 0;
        if (text.IndexOfAny((byte)'e', (byte)'E') is var e and >= 0)
        {
            var power = text[(e + 1)..];
            if (power[0] == '+') power = power[1..];
            if (!Utf8Parser.TryParse(power, out exponent, out var read) || read != power.Length || Math.Abs(exponent) > int.MaxValue) return null;
            text = text[..e];
        }

        if (text.IndexOf((byte)'.') is var point and >= 0) exponent -= text.Length - point - 1;
        var all = Encoding.ASCII.GetString(text).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var digits = all.TrimEnd('0');
        return digits.Length > MostDigits ? null : new(negative, digits, digits.Length == 0 ? 0 : exponent + all.Length - digits.Length);
    }

    /// <summary>The whole number that is written, however it is written: <c>3</c>, <c>3.0</c> and <c>30e-1</c> are one. False when it is none, or too large.</summary>
    public bool TryWhole(out long value)
    {
        value = 0;
        if (Digits.Length == 0) return true;
        return Exponent >= 0 && Digits.Length + Exponent <= 19
            && long.TryParse($"{(Negative ? "-" : "")}{Digits}{new string('0', (int)Exponent)}", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// Whether a double holds what is written: of up to 17 digits, when it shows the same rounded to as many; of more, when it is that to
    /// the last digit. So 0.1 is held and 9007199254740993 is not.
    /// </summary>
    public bool IsHeldBy(double value)
    {
        if (!double.IsFinite(value)) return false;
        if (Digits.Length == 0 || value == 0) return Digits.Length == 0 && value == 0;
        if (Digits.Length <= AlwaysExact && double.IsNormal(value)) return true;
        var shown = value.ToString($"E{(Digits.Length <= Telling ? Digits.Length - 1 : MostDigits)}", CultureInfo.InvariantCulture);
        return Of(Encoding.ASCII.GetBytes(shown)) == this;
    }
}
