using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;

namespace Assessment.Client;

/// <summary>The server said no, and why: an RFC 9457 problem document as an exception.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a problem document in the words of the contract.")]
public sealed class ApiProblem(HttpStatusCode status, string code, string detail) : Exception(detail)
{
    /// <summary>The code of a 404 about the route itself, as opposed to a resource on it.</summary>
    public const string NoSuchRoute = "no-such-route";

    public HttpStatusCode Status { get; } = status;

    /// <summary>The stable code (<c>title</c>); empty when the answer was no problem document.</summary>
    public string Code { get; } = code;

    /// <summary>The sentence that says what to do.</summary>
    public string Detail { get; } = detail;

    /// <summary>Which members of the request were wrong, and why.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The source that a refusal is about: the one of the same name, or the one that another is merged into.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>How long the server asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>This server does not have the route, or not with this method.</summary>
    public bool IsMissingFeature =>
        Status is HttpStatusCode.MethodNotAllowed || (Status is HttpStatusCode.NotFound && Code == NoSuchRoute);

    /// <summary>The route exists, but what it names is absent or above the reader's clearance.</summary>
    public bool IsMissingResource => Status is HttpStatusCode.NotFound && Code is not ("" or NoSuchRoute);

    /// <summary>The same request may succeed a little later: the store is away, too many requests, or the key is still being worked on.</summary>
    public bool IsPassing =>
        Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
        || (Status is HttpStatusCode.Conflict && Code.StartsWith("idempotency-", StringComparison.Ordinal));

    internal static async Task<ApiProblem> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var document = await DocumentAsync(answer, ct);
        var unexplained = $"The server answered {(int)answer.StatusCode} to {answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} without saying why.";
        var detail = document?.Detail ?? unexplained;
        if (document?.Errors is { Count: > 0 } errors)
            detail += $" {string.Join(" ", errors.Select(error => $"{error.Key}: {string.Join(" ", error.Value)}"))}";

        return new ApiProblem(answer.StatusCode, document?.Title ?? "", detail)
        {
            Errors = document?.Errors ?? [],
            SourceId = document?.Source,
            RetryAfter = answer.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } => date - DateTimeOffset.UtcNow,
                _ => null,
            },
        };
    }

    private static async Task<ProblemDocument?> DocumentAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not "application/problem+json") return null;
        try
        {
            return JsonSerializer.Deserialize<ProblemDocument>(await answer.Content.ReadAsByteArrayAsync(ct), AssessmentJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ProblemDocument(string? Title, string? Detail, Dictionary<string, string[]>? Errors, Guid? Source);
}
