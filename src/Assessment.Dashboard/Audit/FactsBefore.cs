using Assessment.Client;

namespace Assessment.Dashboard.Audit;

/// <summary>The last facts there are up to a position, of a list that begins with the oldest and can be asked from anywhere.</summary>
public static class FactsBefore
{
    /// <summary>Newest first: at least so many as are asked for, or all there are, of which the latter is said.</summary>
    /// <param name="list">Lists the facts after a position, oldest first, a page of at least <paramref name="least"/> at once.</param>
    /// <param name="upTo">The last position that counts.</param>
    /// <param name="least">How many are enough; the page must hold twice as many.</param>
    public static async Task<(IReadOnlyList<AuditedFact> Facts, bool All)> FindAsync(Func<long, Task<Page<AuditedFact>>> list, long upTo, int least)
    {
        // Further back by twice the distance while too few are found, and half of the last step forward when there are more than a page.
        var (far, near) = (default(long?), upTo);
        for (var after = Math.Max(0, upTo - least); ;)
        {
            var page = await list(after);
            var found = page.Items.Where(fact => fact.Position <= upTo).ToArray();
            var whole = page.Next is null || found.Length < page.Items.Count;
            if (whole && (found.Length >= least || after == 0)) return ([.. found.Reverse()], after == 0);
            if (whole) near = after;
            else far = after;
            if (far is { } back && near - back <= 1) return ([.. found.Reverse()], false);
            after = far is { } beyond ? beyond + ((near - beyond) / 2) : Math.Max(0, upTo - (2 * (upTo - near)));
        }
    }
}
