namespace Assessment.Server.Lexicon;

/// <summary>Reads what somebody typed to search for.</summary>
internal static class TermReader
{
    private const string Quotes = "\"“”„‟«»＂";

    private readonly record struct Part(string Text, bool Quoted, bool Excluded);

    public static IReadOnlyList<Term> Read(string text)
    {
        var parts = Parts(text);
        var terms = new List<Term>();
        for (var at = 0; at < parts.Count; at++)
        {
            var part = parts[at];
            var words = TextWords.Of(part.Text);
            if (part.Quoted) terms.AddRange(Whole(part, words));
            else terms.AddRange(Apart(part.Text, words, isLast: parts.Skip(at + 1).All(later => TextWords.Of(later.Text).Count == 0)));
        }

        return [.. terms.DistinctBy(term => term.TsQuery)];
    }

    // A mark without its other one says nothing; neither does one within a Hebrew abbreviation.
    private static List<Part> Parts(string text)
    {
        int[] marks = [.. Enumerable.Range(0, text.Length).Where(at => Quotes.Contains(text[at], StringComparison.Ordinal)
            && !(at > 0 && at + 1 < text.Length && TextWords.IsHebrew(text[at - 1]) && TextWords.IsHebrew(text[at + 1])))];
        var (parts, from) = (new List<Part>(), 0);
        for (var at = 0; at + 1 < marks.Length; at += 2)
        {
            var (open, close) = (marks[at], marks[at + 1]);
            parts.Add(new(text[from..open], false, false));
            parts.Add(new(text[(open + 1)..close], true, open > 0 && SearchTerms.IsLeading(text, open - 1)));
            from = close + 1;
        }

        parts.Add(new(text[from..], false, false));
        return parts;
    }

    private static IEnumerable<Term> Whole(Part part, IReadOnlyList<Word> words)
    {
        if (words.Count > 0) yield return new(part.Text.Trim(), part.Excluded, [PhraseOf(words, open: false)], null);
    }

    private static IEnumerable<Term> Apart(string text, IReadOnlyList<Word> words, bool isLast)
    {
        for (int from = 0, to = 1; from < words.Count; from = to, to++)
        {
            // A run, which ends with its last character alone, or words that are tied to each other.
            if (words[from].IsRun)
                while (to < words.Count && words[to].IsRun && words[to].Start < words[to - 1].End) to++;
            else
                while (to < words.Count && words[to].Joint != default) to++;
            Word[] group = [.. words.Skip(from).Take(to - from)];
            var open = isLast && to == words.Count;
            var excluded = group[0].Start > 0 && SearchTerms.IsLeading(text, group[0].Start - 1);
            var written = text[group[0].Start..group[^1].End];
            var joined = TextWords.Joined(group) is { } one && !group[0].IsRun ? new Phrase([StepOf(one, open, 0)]) : null;
            yield return new(written, excluded, [.. Tied(group).Select(phrase => PhraseOf(phrase, open && phrase[^1] == group[^1]))], joined);
        }
    }

    // What is numbered or abbreviated stands as it does; what a hyphen joins may stand apart. Of Beijing's, Beijing is meant.
    private static IEnumerable<IReadOnlyList<Word>> Tied(Word[] group)
    {
        if (group is [_, { Text: "s", Joint: '\'' }]) group = group[..1];
        for (int from = 0, to = 1; from < group.Length; from = to, to++)
        {
            while (to < group.Length && (group[to].IsRun || group[to].Joint != '-' || group[to].HasDigit || group[to - 1].HasDigit)) to++;
            yield return group[from..to];
        }
    }

    // A run of two characters and more is found by its pairs: the single one at its end is for who asks for it alone.
    private static Phrase PhraseOf(IReadOnlyList<Word> words, bool open)
    {
        Word[] steps = [.. words.Where((word, at) => !(word.IsRun && at > 0 && words[at - 1].IsRun && word.End == words[at - 1].End))];
        return new([.. steps.Select((word, at) => StepOf(word.Text, word.IsRun ? IsSingle(word.Text) : open && at == steps.Length - 1, at == 0 ? 0 : word.Place - steps[at - 1].Place))]);
    }

    private static bool IsSingle(string text) => text.EnumerateRunes().Take(2).Count() == 1;

    // One letter is not much of a beginning; it counts as the word it is.
    private static Step StepOf(string word, bool isBeginning, int distance) =>
        new(EnglishForms.Stem(word) is var stem && stem != word ? [word, stem] : [word], isBeginning && (!IsSingle(word) || word[0] > 0x0E00), distance);
}
