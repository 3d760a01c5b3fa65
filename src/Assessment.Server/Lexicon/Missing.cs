namespace Assessment.Server.Lexicon;

/// <summary>Which words a search did not find: those that stand in nothing that it goes through.</summary>
public static class Missing
{
    /// <param name="terms">What was searched for; null for nothing.</param>
    /// <param name="found">Whether something has them all: then each stands somewhere.</param>
    /// <param name="isThere">Whether something has what it is given, for this reader.</param>
    /// <returns>As they were typed; null when nothing was searched for.</returns>
    public static async Task<IReadOnlyList<string>?> OfAsync(SearchTerms? terms, bool found, Func<SearchTerms, Task<bool>> isThere)
    {
        if (terms is null) return null;
        var missing = new List<string>();
        if (found) return missing;
        var wanted = terms.Wanted.ToArray();
        // Alone it was searched for already.
        if (terms.Terms.Count == 1) return [.. wanted.Select(term => term.Text)];
        foreach (var term in wanted)
            if (!await isThere(new([term], null, term.Text))) missing.Add(term.Text);
        return wanted.Length == 0 ? [terms.Text.Trim()] : missing;
    }
}
