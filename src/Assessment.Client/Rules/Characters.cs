using System.Globalization;
using System.Text;

namespace Assessment.Client.Rules;

/// <summary>Characters as a person counts them: grapheme clusters (Unicode Standard Annex 29), whatever number of code points each is made of.</summary>
public static class Characters
{
    /// <summary>The most code units one character may be made of: a family with skin tones has 25, a syllable with thirty marks (UAX 15, 13) 61.</summary>
    public const int MostUnits = 64;

    /// <summary>How many there are.</summary>
    public static int Count(string text)
    {
        var count = 0;
        for (var rest = text.AsSpan(); rest.Length > 0; count++) rest = rest[StringInfo.GetNextTextElementLength(rest)..];
        return count;
    }

    /// <summary>How many can be seen, with the white space between them: what nobody can see says nothing.</summary>
    public static int CountSeen(string text)
    {
        var (seen, last, count) = (0, 0, 0);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            var kind = KindOf(rest[..length]);
            if (kind is not Kind.Invisible) count++;
            if (kind is Kind.Visible) (seen, last) = (1, count);
            // White space before the first of them counts as little as that behind the last.
            else if (seen == 0) count = 0;
            rest = rest[length..];
        }

        return last;
    }

    /// <summary>Whether every character is one that somebody writes, and none a heap of marks.</summary>
    public static bool AreOrdinary(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            if (length > MostUnits) return false;
            rest = rest[length..];
        }

        return true;
    }

    /// <summary>Whether a code point leaves no mark of its own: controls, formats, fillers, selectors, and blanks that are no white space.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Signs that stand below or around the digits behind them are formats, and are seen.
        UnicodeCategory.Format => rune.Value is not ((>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD),
        _ => rune.Value is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164
            or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or 0x1D159 or (>= 0xE0000 and <= 0xE0FFF),
    };

    private enum Kind { Invisible, Blank, Visible }

    private static Kind KindOf(ReadOnlySpan<char> cluster)
    {
        var kind = Kind.Invisible;
        foreach (var rune in cluster.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) kind = Kind.Blank;
            else if (!IsInvisible(rune)) return Kind.Visible;
        }

        return kind;
    }
}
