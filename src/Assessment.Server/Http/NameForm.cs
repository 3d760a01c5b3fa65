using System.Text;
using Assessment.Client.Rules;

namespace Assessment.Server.Http;

/// <summary>
/// Which characters a name may hold. What cannot be seen makes two names look like one, and what turns the direction makes one look like
/// another: neither is taken. Joiners and selectors are, where a script or an emoji is not written without them.
/// </summary>
public static class NameForm
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;
    private const int BlackFlag = 0x1F3F4;

    public static bool IsValid(string text)
    {
        // The last character that can be seen, and what stands directly before.
        var (seen, before) = (default(Rune?), default(Rune?));
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Characters.IsInvisible(rune)) seen = rune;
            else if (seen is not { } last || !Belongs(rune, last, before!.Value)) return false;
            before = rune;
        }

        return true;
    }

    private static bool Belongs(Rune rune, Rune last, Rune before) => rune.Value switch
    {
        Joiner => Joins(last) || IsPictograph(last),
        NonJoiner => Joins(last),
        0xFE0E or 0xFE0F => before == last && (IsPictograph(last) || IsIdeograph(last) || last.Value is (>= '0' and <= '9') or '#' or '*'),
        (>= 0xFE00 and <= 0xFE0D) or (>= 0xE0100 and <= 0xE01EF) => before == last && IsIdeograph(last),
        (>= 0x180B and <= 0x180D) or 0x180F => before == last && last.Value is >= 0x1820 and <= 0x18AA,
        >= 0xE0020 and <= 0xE007F => last.Value == BlackFlag,
        _ => false,
    };

    // Letters of the scripts in which neighbours change each other's form: Arabic and its kin, Mongolian, those of India and around.
    private static bool Joins(Rune rune) => rune.Value is (>= 0x600 and <= 0x7FF) or (>= 0x840 and <= 0xDFF) or (>= 0xF00 and <= 0x109F) or (>= 0x1780 and <= 0x18AF)
        or (>= 0x1A20 and <= 0x1C4F) or (>= 0xA800 and <= 0xA8FF) or (>= 0xA980 and <= 0xA9DF) or (>= 0xAA00 and <= 0xAAFF) or (>= 0xABC0 and <= 0xABFF)
        or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10A00 and <= 0x10FFF) or (>= 0x11000 and <= 0x11FFF) or (>= 0x1E900 and <= 0x1E95F);

    private static bool IsPictograph(Rune rune) => rune.Value is 0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139 or (>= 0x2190 and <= 0x2BFF) or 0x3030 or 0x303D
        or 0x3297 or 0x3299 or (>= 0x1F000 and <= 0x1FAFF);

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
