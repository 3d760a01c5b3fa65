using JasperFx;
using Marten.Exceptions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Assessment.Server.Http;

/// <summary>The one place where exceptions become answers: races lost at the commit, a store that is away, defects.</summary>
public sealed partial class Failures(ILogger<Failures> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (httpContext.Response.HasStarted) return false;
        var problem = Of(exception, httpContext.Features.Get<Asked>());
        if (problem.Status >= StatusCodes.Status500InternalServerError) Failed(log, exception, problem.Title!);
        await Answer.WriteAsync(httpContext, problem);
        return true;
    }

    private static ProblemDetails Of(Exception exception, Asked? asked) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Refusal.TooLarge(),
        BadHttpRequestException bad => Refusal.Of(bad.StatusCode, "invalid-request", bad.Message),
        // What the server cannot read as HTTP says so in more than one way.
        IOException { InnerException: OverflowException } => Refusal.Invalid("$", "The body is not divided as HTTP asks; send it again with Content-Length."),
        ExistingStreamIdCollisionException => Refusal.Conflict(asked?.TakenCode ?? "already-exists", "What you want to create exists already."),
        ConcurrencyException when asked?.IfMatch.IsGiven is true =>
            Refusal.Stale("Somebody was faster. Read the resource again and decide on what it says now."),
        ConcurrencyException => Refusal.Conflict("concurrent-change", "Somebody changed the same thing at this moment; send the request again."),
        _ when IsStoreAway(exception) =>
            Refusal.Of(StatusCodes.Status503ServiceUnavailable, "store-away", "The store does not answer; nothing is known to be written. Repeat the request with the same Idempotency-Key."),
        _ => Refusal.Of(StatusCodes.Status500InternalServerError, "internal-error", "A defect of the service. Report it with the traceId."),
    };

    // Connection failures, shutdown, too many connections, deadlocks: all of them pass.
    private static bool IsStoreAway(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient || postgres.SqlState.StartsWith("08", StringComparison.Ordinal) || postgres.SqlState.StartsWith("57", StringComparison.Ordinal),
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException => true,
        _ => exception.InnerException is { } inner && IsStoreAway(inner),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed: {Code}")]
    private static partial void Failed(ILogger log, Exception exception, string code);
}
