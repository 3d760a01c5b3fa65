using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Assessment.Server.Tradecraft;

/// <summary>
/// The form in which names and statements are compared: what looks the same to a person is the same. Compatibility characters and
/// accents taken apart (Unicode's NFKD: two texts have one NFKD exactly when they have one NFKC), full case folding, nothing that
/// cannot be seen, one space for any white space and none at the ends. Of the service's own tables, so that it is the same on every
/// machine: what the framework offers depends on the machine's libraries.
/// </summary>
public static class NormalForm
{
    private const int FirstHangul = 0xAC00, LastHangul = 0xD7A3, FirstLead = 0x1100, FirstVowel = 0x1161, BeforeTrail = 0x11A7, Vowels = 21, Trails = 28;

    // Ignored by default though letters, marks or nothing at all by their category.
    private static readonly (int From, int To)[] Ignored =
        [(0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x2800, 0x2800), (0x3164, 0x3164),
         (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF)];

    private static readonly (FrozenDictionary<int, int> Classes, FrozenDictionary<int, int[]> Folded) Tables = Read();

    /// <summary>The normal form of a text; empty when nothing of it can be seen.</summary>
    public static string Of(string text)
    {
        var kept = new List<int>(text.Length);
        var space = false;
        foreach (var character in text.EnumerateRunes().SelectMany(rune => Fold(rune.Value)))
        {
            var rune = new Rune(character);
            if (Rune.IsWhiteSpace(rune)) space = kept.Count > 0;
            else if (!IsInvisible(rune))
            {
                if (space) kept.Add(' ');
                space = false;
                Add(kept, character);
            }
        }

        return string.Concat(kept.Select(character => new Rune(character).ToString()));
    }

    /// <summary>Whether two texts are the same to a person.</summary>
    public static bool Same(string one, string other) => Of(one) == Of(other);

    /// <summary>Whether a character leaves no trace: control, format and filling characters, variation selectors.</summary>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format || Ignored.Any(range => rune.Value >= range.From && rune.Value <= range.To);

    private static int[] Fold(int character)
    {
        if (character is < FirstHangul or > LastHangul) return Tables.Folded.TryGetValue(character, out var folded) ? folded : [character];
        var (place, trail) = Math.DivRem(character - FirstHangul, Trails);
        int[] pair = [FirstLead + (place / Vowels), FirstVowel + (place % Vowels)];
        return trail == 0 ? pair : [.. pair, BeforeTrail + trail];
    }

    // Marks of one letter in the order of their classes (Unicode, canonical ordering).
    private static void Add(List<int> kept, int character)
    {
        var at = kept.Count;
        if (ClassOf(character) is var own and > 0) while (at > 0 && ClassOf(kept[at - 1]) > own) at--;
        kept.Insert(at, character);
    }

    private static int ClassOf(int character) => Tables.Classes.GetValueOrDefault(character);

    private static (FrozenDictionary<int, int>, FrozenDictionary<int, int[]>) Read()
    {
        var (classes, folded) = (new Dictionary<int, int>(), new Dictionary<int, int[]>());
        using var reader = new StreamReader(typeof(NormalForm).Assembly.GetManifestResourceStream("folding.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var parts = line.Split(' ');
            if (parts[0].Split('-') is [var from, var to]) for (var at = Hex(from); at <= Hex(to); at++) classes[at] = int.Parse(parts[1], CultureInfo.InvariantCulture);
            else folded[Hex(parts[0])] = [.. parts.Skip(1).Select(Hex)];
        }

        return (classes.ToFrozenDictionary(), folded.ToFrozenDictionary());
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
