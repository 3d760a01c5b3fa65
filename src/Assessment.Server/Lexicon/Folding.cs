using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Assessment.Server.Lexicon;

/// <summary>
/// What a search takes a character for: without case and accents, in one normal form, the same wherever the service runs. From a table
/// of our own, because without ICU, as the service is built, .NET knows no normal forms.
/// </summary>
public static class Folding
{
    private static readonly FrozenDictionary<int, string> Single;
    private static readonly FrozenDictionary<(int, int), int> Voiced;

    static Folding()
    {
        var (single, voiced) = (new Dictionary<int, string>(), new Dictionary<(int, int), int>());
        using var table = new StreamReader(typeof(Folding).Assembly.GetManifestResourceStream("alike.txt")!);
        while (table.ReadLine() is { } line)
        {
            var sides = line.Split('>');
            var (from, to) = (Points(sides[0]), Points(sides[1]));
            if (from.Length == 1) single[from[0]] = string.Concat(to.Select(char.ConvertFromUtf32));
            else voiced[(from[0], from[1])] = to[0];
        }

        (Single, Voiced) = (single.ToFrozenDictionary(), voiced.ToFrozenDictionary());

        static int[] Points(string side) =>
            [.. side.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(point => int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }

    /// <summary>Null when it stands for itself alone; empty when it makes no difference, as an accent.</summary>
    public static string? Of(Rune character) => Single.GetValueOrDefault(character.Value);

    /// <summary>The one character that two in a row are: a kana with its voice, the letters of a Korean syllable.</summary>
    public static int? Together(int first, int second)
    {
        if (Voiced.TryGetValue((first, second), out var kana)) return kana;
        // The Unicode Standard, 3.12: leading consonant and vowel, then the trailing consonant.
        if (first is >= 0x1100 and < 0x1113 && second is >= 0x1161 and < 0x1176) return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28;
        return first is >= 0xAC00 and <= 0xD7A3 && (first - 0xAC00) % 28 == 0 && second is > 0x11A7 and < 0x11C3 ? first + second - 0x11A7 : null;
    }
}
