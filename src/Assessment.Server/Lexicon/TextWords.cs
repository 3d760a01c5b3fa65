using System.Globalization;
using System.Text;

namespace Assessment.Server.Lexicon;

/// <summary>A word of a text as a search sees it. In scripts that put no spaces between words it is two characters in a row, or the last one of a run.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Start">Where it begins in the text as written.</param>
/// <param name="End">Where it ends there.</param>
/// <param name="Place">Counted in words.</param>
/// <param name="IsRun">Whether it is part of a run of a script without spaces.</param>
/// <param name="Joint">The one character that ties it to the word before; none otherwise.</param>
public sealed record Word(string Text, int Start, int End, int Place, bool IsRun, char Joint)
{
    public bool HasDigit => Text.AsSpan().ContainsAnyInRange('0', '9');
}

/// <summary>The words of a text.</summary>
public static class TextWords
{
    /// <summary>So much of a word counts, in characters; what follows makes no difference.</summary>
    public const int LongestWord = 64;

    private const int LongestChain = 5;

    private enum Kind { Between, Letter, Run, Mark }

    private readonly record struct Atom(int Character, int Start, int End, Kind Kind);

    public static IReadOnlyList<Word> Of(string text)
    {
        var (atoms, words) = (Atoms(text), new List<Word>());
        for (int i = 0, from = 0; i < atoms.Count; from = i)
        {
            var kind = atoms[i].Kind;
            if (kind is Kind.Between)
            {
                i++;
                continue;
            }

            while (i < atoms.Count && atoms[i].Kind == kind) i++;
            var joint = words.Count == 0 || from == 0 ? default : JointOf(atoms, from, words[^1].End);
            if (kind is Kind.Letter) words.Add(Made(atoms, from, i, words.Count, false, joint));
            else
                for (var place = from; place < i; place++) words.Add(Made(atoms, place, Math.Min(place + 2, i), words.Count, true, default));
        }

        return words;
    }

    /// <summary>Words that stand together in one, as in dual-use, AT&amp;T, U.S. or 1,000: each such group, of two words and more.</summary>
    public static IEnumerable<IReadOnlyList<Word>> Chains(IReadOnlyList<Word> words)
    {
        for (int from = 0, to = 1; from < words.Count; from = to, to++)
        {
            while (to < words.Count && words[to].Joint != default) to++;
            if (to - from > 1) yield return [.. words.Skip(from).Take(to - from)];
        }
    }

    /// <summary>A chain as one word, for who writes it so; null when it is too long to be one.</summary>
    public static string? Joined(IReadOnlyList<Word> chain) =>
        chain.Count is > 1 and <= LongestChain && string.Concat(chain.Select(word => word.Text)) is { Length: <= LongestWord } joined ? joined : null;

    private static Word Made(List<Atom> atoms, int from, int to, int place, bool isRun, char joint)
    {
        var text = new StringBuilder();
        for (var i = from; i < to && i < from + LongestWord; i++) text.Append(char.ConvertFromUtf32(atoms[i].Character));
        return new(text.ToString(), atoms[from].Start, atoms[to - 1].End, place, isRun, joint);
    }

    private static List<Atom> Atoms(string text)
    {
        var atoms = new List<Atom>(text.Length);
        var start = 0;
        foreach (var character in text.EnumerateRunes())
        {
            var end = start + character.Utf16SequenceLength;
            if (Folding.Of(character) is not { } folded) Add(character.Value, start, end);
            else if (folded.Length == 0 && atoms.Count > 0 && atoms[^1].Kind is not Kind.Between) atoms[^1] = atoms[^1] with { End = end };
            else
            {
                // A sign that stands for a word, such as ™, is one by itself.
                var isSign = Rune.GetUnicodeCategory(character) is UnicodeCategory.OtherSymbol;
                if (isSign) Add(' ', start, start);
                foreach (var one in folded.EnumerateRunes()) Add(one.Value, start, end);
                if (isSign) Add(' ', end, end);
            }

            start = end;
        }

        return atoms;

        void Add(int character, int from, int to)
        {
            var before = atoms.Count > 0 ? atoms[^1] : default;
            var kind = KindOf(character);
            if (before.Kind is Kind.Run && Folding.Together(before.Character, character) is { } one) atoms[^1] = before with { Character = one, End = to };
            else atoms.Add(new(character, from, to, kind is not Kind.Mark ? kind : atoms.Count > 0 ? before.Kind : Kind.Between));
        }
    }

    private static char JointOf(List<Atom> atoms, int from, int endOfLast)
    {
        if (from < 2 || atoms[from].Kind is not Kind.Letter || atoms[from - 2].Kind is not Kind.Letter || atoms[from - 2].End != endOfLast) return default;
        var (before, between, after) = (atoms[from - 2].Character, atoms[from - 1].Character, atoms[from].Character);
        return between switch
        {
            '-' or 0x2010 => '-',
            '\'' or 0x2019 or 0x2018 or 0x05F3 or 0x05F4 or 0xFF07 => '\'',
            '"' when IsHebrew(before) && IsHebrew(after) => '\'',
            '.' or 0x00B7 or 0x2027 => '.',
            ',' or 0x066B or 0x066C when before is >= '0' and <= '9' && after is >= '0' and <= '9' => '.',
            '&' => '&',
            '_' => '-',
            0x200B => '\'',
            _ => default,
        };
    }

    /// <summary>Between two of them a straight quotation mark belongs to the word.</summary>
    public static bool IsHebrew(int character) => character is >= 0x05D0 and <= 0x05F2;

    private static Kind KindOf(int character) => Rune.GetUnicodeCategory(new Rune(character)) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => IsUnspaced(character) ? Kind.Run : Kind.Letter,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => Kind.Mark,
        _ => Kind.Between,
    };

    // Thai, Lao, Burmese, Khmer, the scripts of the Tai, kana, Chinese characters, Yi; Korean, whose particles are written onto words.
    private static bool IsUnspaced(int character) => character is
        >= 0x0E00 and <= 0x0EFF or >= 0x1000 and <= 0x109F or >= 0x1100 and <= 0x11FF or >= 0x1780 and <= 0x17FF or >= 0x1950 and <= 0x19FF
        or >= 0x1A20 and <= 0x1AAF or >= 0x3005 and <= 0x303B or >= 0x3040 and <= 0x31FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0xA4CF
        or >= 0xA960 and <= 0xA97F or >= 0xA9E0 and <= 0xA9FF or >= 0xAA60 and <= 0xAADF or >= 0xAC00 and <= 0xD7FF or >= 0xF900 and <= 0xFAFF
        or >= 0x1B000 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFF;
}
