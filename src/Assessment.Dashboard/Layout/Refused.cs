using System.Text.RegularExpressions;
using Assessment.Client;
using Assessment.Dashboard.Words;

namespace Assessment.Dashboard.Layout;

/// <summary>What the page says when the API says no.</summary>
public static partial class Refused
{
    /// <summary>Does something through the API: null when it is done, else the sentence that says what to do.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="look">Looks at the refusal itself.</param>
    public static async Task<string?> TryAsync(Func<Task> act, Action<ApiProblem>? look = null)
    {
        try
        {
            await act();
            return null;
        }
        catch (ApiProblem problem)
        {
            look?.Invoke(problem);
            return problem.Detail;
        }
        catch (Exception away) when (IsAway(away))
        {
            return "The service does not answer. Nothing is lost: try the same again in a moment.";
        }
    }

    /// <summary>A sentence about judgments as one says it to a colleague: "Trust level, Russia → China cites …" for "'trust-level' (RU>CN) cites …".</summary>
    public static string InWords(string sentence, IReadOnlyList<Dimension> dimensions) => Named().Replace(sentence, found =>
        dimensions.FirstOrDefault(dimension => dimension.Code == found.Groups[1].Value) is { } dimension
            ? new Question(dimension, found.Groups[2].Success ? found.Groups[2].Value : null).Name
            : found.Value);

    [GeneratedRegex(@"'([a-z0-9-]+)'(?: \(([A-Z]{2}>[A-Z]{2})\))?", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    /// <summary>Whether no answer came: there was no way to the service, or it took too long.</summary>
    public static bool IsAway(Exception exception) => exception is HttpRequestException or OperationCanceledException { InnerException: TimeoutException };
}
