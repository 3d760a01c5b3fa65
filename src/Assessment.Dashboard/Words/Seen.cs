using System.Globalization;
using System.Text;

namespace Assessment.Dashboard.Words;

/// <summary>
/// Somebody's text as it is shown: it turns nothing beside it round, and of what cannot be seen it is said that it is there. What was
/// recorded stays as it is.
/// </summary>
public static class Seen
{
    /// <summary>What stands in the place of a text of which nothing can be seen.</summary>
    public const string Nothing = "(text that cannot be seen)";

    private const char Replacement = '\uFFFD', Isolate = '\u2068', End = '\u2069';

    /// <summary>
    /// Overrides, embeddings and control characters become U+FFFD, which is seen. A text with letters that run from right to left is
    /// isolated (UAX #9, FSI and PDI), so that it can stand in a title or an option, where there are no elements.
    /// </summary>
    public static string Of(string? text) => string.IsNullOrEmpty(text) ? "" : !Anything(text) ? Nothing : Part(text);

    /// <summary>As <see cref="Of"/>, a piece of a text, which may be a space alone.</summary>
    public static string Part(string text)
    {
        var (shown, turned) = (new StringBuilder(text.Length + 2), false);
        foreach (var rune in text.EnumerateRunes())
        {
            turned |= RunsLeft(rune);
            if (Turns(rune.Value) || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t'))) shown.Append(Replacement);
            else shown.Append(rune.Value is 0x2028 or 0x2029 ? "\n" : rune.ToString());
        }

        return turned ? shown.Insert(0, Isolate).Append(End).ToString() : shown.ToString();
    }

    /// <summary>Whether anything of a text can be seen.</summary>
    public static bool Anything(string? text) => text is not null && text.EnumerateRunes().Any(IsVisible);

    // LRE, RLE, PDF, LRO, RLO; LRI, RLI, FSI, PDI.
    private static bool Turns(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    // What Unicode calls default ignorable is of several categories; the fillers and the blank of Braille are letters and a symbol.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned)
        && rune.Value is not (0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or 0xFFFD
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF));

    private static bool RunsLeft(Rune rune) => rune.Value is (>= 0x0590 and <= 0x08FF) or 0x200F or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE)
        or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
