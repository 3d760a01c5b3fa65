using Assessment.Client;

namespace Assessment.Dashboard.Layout;

/// <summary>What the page says when the API says no.</summary>
public static class Refused
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

    /// <summary>Whether no answer came: there was no way to the service, or it took too long.</summary>
    public static bool IsAway(Exception exception) => exception is HttpRequestException or OperationCanceledException { InnerException: TimeoutException };
}
