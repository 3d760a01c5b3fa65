namespace Assessment.Server.Lexicon;

/// <summary>English puts endings to its words; who searches for one form means them all. Only the commonest endings, so that few words become one that are not.</summary>
public static class EnglishForms
{
    /// <summary>What the forms of a word have in common; the word itself when it has no ending that is known.</summary>
    public static string Stem(string word)
    {
        if (word.Length < 4 || !word.All(char.IsAsciiLetterLower)) return word;
        var stem = word switch
        {
            [.. var start, 'i', 'e', 's'] when start.Length > 2 => start + "y",
            [.. var start, 'i', 'e', 'd'] when start.Length > 2 => start + "y",
            [.., 's', 's'] or [.., 'u', 's'] or [.., 'i', 's'] => word,
            [.. var start, 'e', 's'] when start.Length > 3 && start[^1] is 's' or 'x' or 'z' or 'h' => start,
            [.. var start, 's'] => start,
            [.. var start, 'i', 'n', 'g'] when IsWord(start) => Single(start),
            [.. var start, 'e', 'd'] when IsWord(start) => Single(start),
            _ => word,
        };
        return stem is [.. var root, 'e'] && root.Length > 4 ? root : stem;
    }

    private static bool IsWord(string start) => start.Length > 2 && start.Any(letter => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y');

    private static string Single(string start) =>
        start.Length > 3 && start[^1] == start[^2] && start[^1] is not ('l' or 's' or 'z' or 'e' or 'o') ? start[..^1] : start;
}
