using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Http;

/// <summary>
/// A rule saying no. The code is the contract: stable, documented and asserted on; the sentence is for
/// people and says what to do.
/// </summary>
public static class Refusal
{
    public static ProblemDetails BadRequest(string code, string because, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var problem = Of(StatusCodes.Status400BadRequest, code, because);
        if (errors is not null) problem.Extensions["errors"] = errors;
        return problem;
    }

    /// <summary>A request whose shape is wrong, member by member.</summary>
    public static ProblemDetails Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        BadRequest("invalid-request", $"Correct {string.Join(", ", errors.Keys.Select(key => $"'{key}'"))} and send the request again.", errors);

    public static ProblemDetails Invalid(string member, string message) =>
        Invalid(new Dictionary<string, string[]> { [member] = [message] });

    public static ProblemDetails Forbidden(string code, string because) => Of(StatusCodes.Status403Forbidden, code, because);

    public static ProblemDetails NotFound(string what) => Of(StatusCodes.Status404NotFound, "not-found", $"There is no {what} here that you may see.");

    public static ProblemDetails Conflict(string code, string because) => Of(StatusCodes.Status409Conflict, code, because);

    public static ProblemDetails Stale(string because) => Of(StatusCodes.Status412PreconditionFailed, "stale-version", because);

    public static ProblemDetails TooLarge() => Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The body may hold at most 1 MiB.");

    public static ProblemDetails UnsupportedMedia() =>
        Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the body as application/json in UTF-8.");

    public static ProblemDetails Unprocessable(string code, string because) => Of(StatusCodes.Status422UnprocessableEntity, code, because);

    public static ProblemDetails Of(int status, string code, string because) => new()
    {
        Type = $"urn:assessment:refusal:{code}",
        Title = code,
        Detail = because,
        Status = status,
    };
}
