using System.Globalization;
using System.Text.RegularExpressions;

namespace Assessment.Dashboard.Words;

/// <summary>A number as somebody writes it.</summary>
public static partial class Amount
{
    /// <summary>"1240.5", and in groups of three "1,240.5", "1 240.5" or "1'240.5". Null for "1,24", which is two numbers, depending on who reads it.</summary>
    public static double? Read(string typed)
    {
        var text = typed.Trim();
        if (Grouped().IsMatch(text)) text = Separators().Replace(text, "");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    [GeneratedRegex(@"^[+-]?\d{1,3}(?:([,' \u00A0\u2009\u202F\u2019])\d{3})(?:\1\d{3})*(?:\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"[,' \u00A0\u2009\u202F\u2019]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
