using System.Text;
using Assessment.Server.Http;

namespace Assessment.Server.Lexicon;

/// <summary>
/// What somebody searches for: words that must all be found, in whatever order; within quotation marks, as they stand. One behind a
/// hyphen must not stand there. The last word may be a beginning.
/// </summary>
public sealed record SearchTerms(IReadOnlyList<Term> Terms, Guid? Id, string Text) : IQueryValue<SearchTerms>
{
    public const int Most = 64;

    /// <summary>Hyphens that stand before words, and not in them.</summary>
    public const int MostHyphens = 20;

    public const string Rules = """
        Words in any script, all of which must be found, whatever their case, accents and order; "quotation marks" make a phrase, a hyphen
        before a word says that it must not be there, the last word may be the beginning of one. An id finds what bears it. The answer names in
        `notFound` the words that stand in nothing that you may see there.
        """;

    public static string Form => "something that can be seen, of at most 64 different words, no more than 20 of its hyphens standing before words";

    /// <summary>Those that must be found.</summary>
    public IEnumerable<Term> Wanted => Terms.Where(term => !term.Excluded);

    /// <summary>In the notation of a <c>tsquery</c>; null when nothing is to be found.</summary>
    public string? TsQuery => Wanted.Any() ? string.Join(" & ", Terms.Select(term => term.TsQuery)) : null;

    public static bool TryRead(string text, out SearchTerms value)
    {
        value = new(TermReader.Read(text), Guid.TryParseExact(text.Trim(), "D", out var id) ? id : null, text);
        return value.Terms.Count <= Most && IsSeen(text) && text.Where((_, at) => IsLeading(text, at)).Take(MostHyphens + 1).Count() <= MostHyphens;
    }

    /// <summary>Whether a text has it all.</summary>
    public bool Finds(params IEnumerable<string?> texts)
    {
        var index = new WordIndex(texts);
        return Wanted.Any() && Terms.All(term => term.IsIn(index) != term.Excluded);
    }

    public override string ToString() => Text;

    // What is invisible folds to nothing or to white space.
    private static bool IsSeen(string text) => text.EnumerateRunes().Any(character => Folding.Of(character) is not "" && !Rune.IsWhiteSpace(character)
        && !Rune.IsControl(character) && Rune.GetUnicodeCategory(character) is not System.Globalization.UnicodeCategory.Format and not System.Globalization.UnicodeCategory.OtherNotAssigned
        && character.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0));

    /// <summary>Whether a hyphen stands there that is no part of a word.</summary>
    internal static bool IsLeading(string text, int at) => text[at] == '-' && (at == 0 || !char.IsLetterOrDigit(text[at - 1]) && !char.IsSurrogate(text[at - 1]));
}

/// <summary>One of the things to be found.</summary>
/// <param name="Text">As it was asked for.</param>
/// <param name="Excluded">Whether it must not be there.</param>
/// <param name="Phrases">All of which must be there.</param>
/// <param name="Joined">What it may be written as instead.</param>
public sealed record Term(string Text, bool Excluded, IReadOnlyList<Phrase> Phrases, Phrase? Joined)
{
    public string TsQuery => $"{(Excluded ? "!" : "")}({Either()})";

    /// <summary>Apart from whether it is to be there.</summary>
    public string Sought => Either();

    public bool IsIn(WordIndex index) => Phrases.All(phrase => phrase.IsIn(index)) || Joined?.IsIn(index) is true;

    private string Either() => $"({string.Join(" & ", Phrases.Select(phrase => phrase.TsQuery))}){(Joined is null ? "" : $" | {Joined.TsQuery}")}";
}

/// <summary>Words in a row.</summary>
public sealed record Phrase(IReadOnlyList<Step> Steps)
{
    // Where places are missing, it has to do that the words are there.
    public string TsQuery => Steps.Count == 1 ? Steps[0].TsQuery :
        $"(({string.Concat(Steps.Select((step, at) => at == 0 ? step.TsQuery : $" <{step.Distance}> {step.TsQuery}"))}) | ('{WordVector.Incomplete}' & {string.Join(" & ", Steps.Select(step => step.TsQuery))}))";

    public bool IsIn(WordIndex index)
    {
        var places = index.PlacesOf(Steps[0]);
        foreach (var step in Steps.Skip(1)) places = [.. index.PlacesOf(step).Where(place => places.Contains(place - step.Distance))];
        return places.Count > 0;
    }
}

/// <summary>A word of a phrase in any of its forms.</summary>
/// <param name="Forms">Of which one stands there.</param>
/// <param name="IsBeginning">Whether the first of them may go on.</param>
/// <param name="Distance">From the step before, in words.</param>
public sealed record Step(IReadOnlyList<string> Forms, bool IsBeginning, int Distance)
{
    public string TsQuery => $"({string.Join(" | ", Forms.Select((form, at) => $"'{form}'{(IsBeginning && at == 0 ? ":*" : "")}"))})";

    public bool Fits(string lexeme) => Forms.Contains(lexeme, StringComparer.Ordinal) || IsBeginning && lexeme.StartsWith(Forms[0], StringComparison.Ordinal);
}

/// <summary>What a text is found by, and where.</summary>
public sealed class WordIndex
{
    private readonly Dictionary<string, HashSet<int>> _places = new(StringComparer.Ordinal);

    public WordIndex(params IEnumerable<string?> texts)
    {
        var start = 0;
        foreach (var text in texts.OfType<string>())
        {
            var words = TextWords.Of(text);
            foreach (var (lexeme, place) in WordVector.Lexemes(words))
            {
                if (!_places.TryGetValue(lexeme, out var places)) _places[lexeme] = places = [];
                places.Add(start + place);
            }

            start += words.Count + 10;
        }
    }

    public HashSet<int> PlacesOf(Step step) => [.. _places.Where(entry => step.Fits(entry.Key)).SelectMany(entry => entry.Value)];
}
