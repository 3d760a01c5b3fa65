using System.Net;

namespace Assessment.Client;

/// <summary>Something that was found: a claim, a source, an assessment or a forecast.</summary>
public sealed record Hit(string Type, Guid Id, string Title, string Excerpt, string? Partnership, string Marking);

/// <summary>A piece of a text, and whether it was found.</summary>
public sealed record Marked(string Text, bool IsFound)
{
    private const string Begin = "<mark>";
    private const string End = "</mark>";

    /// <summary>Takes an excerpt apart into plain text, so that nobody has to trust it as HTML.</summary>
    public static IReadOnlyList<Marked> Of(string excerpt)
    {
        var pieces = new List<Marked>();
        for (int at = 0, next; at < excerpt.Length; at = next)
        {
            var found = excerpt.AsSpan(at).StartsWith(Begin);
            var from = found ? at + Begin.Length : at;
            var to = excerpt.IndexOf(found ? End : Begin, from, StringComparison.Ordinal);
            if (to < 0) to = excerpt.Length;
            pieces.Add(new(WebUtility.HtmlDecode(excerpt[from..to]), found));
            next = found ? Math.Min(to + End.Length, excerpt.Length) : to;
        }

        return pieces;
    }
}
