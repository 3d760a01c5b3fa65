using System.Net.Mime;
using Assessment.Client.Rules;

namespace Assessment.Dashboard.Access;

/// <summary>The highest marking of anything that the service has told a page: what its banner says.</summary>
public sealed class ShownMarkings
{
    private readonly Lock _gate = new();

    public string Highest { get; private set; } = SubmissionRules.Markings[0];

    /// <summary>Told after each rise.</summary>
    public event Action? Raised;

    /// <summary>Something of this marking is shown; a word that is no marking counts for nothing.</summary>
    public void Note(string word)
    {
        lock (_gate)
        {
            if (!SubmissionRules.Markings.Contains(word) || !SubmissionRules.IsAbove(word, Highest)) return;
            Highest = word;
        }

        Raised?.Invoke();
    }
}

/// <summary>Notes the marking of each answer: of its header, and of everything in it.</summary>
internal sealed class NotingMarkings(ShownMarkings shown, HttpMessageHandler way) : DelegatingHandler(way)
{
    private const string Header = "Highest-Marking";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode) return answer;
        if (answer.Headers.TryGetValues(Header, out var said)) shown.Note(said.First());
        if (answer.Content.Headers.ContentType?.MediaType == MediaTypeNames.Application.Json)
            foreach (var word in MarkingsIn(await answer.Content.ReadAsByteArrayAsync(cancellationToken))) shown.Note(word);
        return answer;
    }

    // A quotation mark inside of a text is escaped: what looks like the member is the member.
    internal static IEnumerable<string> MarkingsIn(byte[] json)
    {
        for (var at = 0; at >= 0;)
        {
            var found = json.AsSpan(at).IndexOf("\"marking\":\""u8);
            if (found < 0) yield break;
            at += found + 11;
            var end = json.AsSpan(at).IndexOf((byte)'"');
            if (end < 0) yield break;
            yield return System.Text.Encoding.UTF8.GetString(json, at, end).Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase).ToUpperInvariant();
            at += end;
        }
    }
}
