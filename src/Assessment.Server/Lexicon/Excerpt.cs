using System.Globalization;
using System.Text;

namespace Assessment.Server.Lexicon;

/// <summary>A piece of a text around the words that were found in it.</summary>
public static class Excerpt
{
    public const string Rules = "A piece of the text as HTML: the found words stand within <mark> and </mark>, and whatever of the text could be taken for HTML is escaped (&amp;lt; &amp;gt; &amp;amp; &amp;quot; &amp;#39;).";

    private const int Length = 240;
    private const int Before = 60;

    /// <summary>Several texts as one, a line each.</summary>
    public static string Together(params IEnumerable<string?> texts) => string.Join('\n', texts.OfType<string>());

    /// <returns>HTML; the beginning of the text when none of the words stands in it.</returns>
    public static string Of(string text, SearchTerms? terms)
    {
        var marks = Marks(text, terms);
        var at = marks.Count == 0 ? 0 : marks.MaxBy(mark => (marks.Count(other => other.Start >= mark.Start && other.End <= mark.Start + Length - Before), -mark.Start)).Start;
        var from = at <= Before ? 0 : Boundary(text, at - Before, at);
        var to = text.Length - from <= Length ? text.Length : Math.Max(Boundary(text, from + Length - 40, from + Length), Math.Min(text.Length, marks.Where(mark => mark.Start == at).Select(mark => mark.End).DefaultIfEmpty(0).Max()));
        var html = new StringBuilder(from > 0 ? "…" : "");
        var done = from;
        foreach (var (start, end) in marks.Where(mark => mark.Start >= from && mark.End <= to))
        {
            Escape(html, text.AsSpan(done, start - done));
            Escape(html.Append("<mark>"), text.AsSpan(start, end - start));
            html.Append("</mark>");
            done = end;
        }

        Escape(html, text.AsSpan(done, to - done));
        return html.Append(to < text.Length ? "…" : "").ToString();
    }

    /// <summary>How a text begins, cut where no character is.</summary>
    public static string Beginning(string text, int most) => text.Length <= most ? text : text[..Boundary(text, most - 20, most)].TrimEnd() + "…";

    /// <summary>How many of the words stand in a text.</summary>
    public static int Count(string text, SearchTerms terms) => Marks(text, terms).Count;

    private static List<(int Start, int End)> Marks(string text, SearchTerms? terms)
    {
        Step[] steps = [.. (terms?.Wanted ?? []).SelectMany(term => term.Phrases.Append(term.Joined)).OfType<Phrase>().SelectMany(phrase => phrase.Steps)];
        if (steps.Length == 0) return [];
        var words = TextWords.Of(text);
        var alone = words.Where(word => Fits(word.Text) || Fits(EnglishForms.Stem(word.Text))).ToHashSet();
        var joined = TextWords.Chains(words).Where(chain => !chain.Any(alone.Contains) && TextWords.Joined(chain) is { } one && Fits(one));
        var found = alone.Select(word => (word.Start, word.End)).Concat(joined.Select(chain => (chain[0].Start, chain[^1].End)));
        var marks = new List<(int Start, int End)>();
        foreach (var (start, end) in found.Order())
        {
            if (marks.Count > 0 && start < marks[^1].End) marks[^1] = (marks[^1].Start, Math.Max(end, marks[^1].End));
            else marks.Add((start, end));
        }

        return marks;

        bool Fits(string lexeme) => steps.Any(step => step.Fits(lexeme));
    }

    // Behind a space if there is one, and never within what is one character to the eye.
    private static int Boundary(string text, int from, int to)
    {
        var space = text.IndexOf(' ', from, to - from);
        var at = space >= 0 ? space + 1 : to;
        while (at > 0 && at < text.Length && (char.IsLowSurrogate(text[at]) || CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format)) at--;
        return at;
    }

    private static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '&' => html.Append("&amp;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(character),
            };
        }
    }
}
