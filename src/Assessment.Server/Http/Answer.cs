using System.Diagnostics;
using System.Text.Json;
using Assessment.Server.Observability;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Http;

/// <summary>Writes what is answered: resources with their entity tags, problems with their codes.</summary>
public static class Answer
{
    /// <summary>Writes a resource under its entity tag, or 304 without a body when the client holds it already.</summary>
    public static async Task WriteAsync(HttpContext http, int status, Rendered rendered)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(rendered.Body, rendered.Body.GetType(), StrictJson.Options);
        if (IsHeld(http, IfMatch.ETag(rendered, body))) return;

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    public static Task WriteAsync(HttpContext http, ProblemDetails problem) => new Problem(problem).ExecuteAsync(http);

    /// <summary>What every problem document says beside its rule: the trace it belongs to. Counts it, too.</summary>
    public static void Complete(HttpContext http, ProblemDetails problem)
    {
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        Measures.Refused(problem.Title ?? "unknown", problem.Status ?? 0);
    }

    /// <summary>Gives the answer its entity tag; true, with 304, when the client holds that version already.</summary>
    public static bool IsHeld(HttpContext http, string etag, string cacheControl = "private, no-cache")
    {
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = cacheControl;
        var holds = (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && EntityTags.Hold(http.Request.Headers.IfNoneMatch, etag);
        if (holds) http.Response.StatusCode = StatusCodes.Status304NotModified;
        return holds;
    }
}

/// <summary>A single resource as the answer to a GET.</summary>
public sealed record Resource(string Kind, Rendered? Found) : IResult
{
    public Task ExecuteAsync(HttpContext http) => Found is null
        ? Answer.WriteAsync(http, Refusal.NotFound(Kind))
        : Answer.WriteAsync(http, StatusCodes.Status200OK, Found);
}

/// <summary>Whatever the client says it accepts: what refuses in a slice is written as everything else that refuses.</summary>
public sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context) => await Answer.WriteAsync(context.HttpContext, context.ProblemDetails);
}

/// <summary>A problem document: the one way an error leaves the service.</summary>
public sealed record Problem(ProblemDetails Details) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var status = Details.Status ?? StatusCodes.Status500InternalServerError;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests && http.Response.Headers.RetryAfter.Count == 0)
            http.Response.Headers.RetryAfter = "1";
        Answer.Complete(http, Details);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        await JsonSerializer.SerializeAsync(http.Response.Body, Details, StrictJson.Options, http.RequestAborted);
    }
}
