using Assessment.Server.Http;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Access;

/// <summary>
/// Sees to it that nobody is shown what is marked AMBER or above, and no auditor anything, without being put on record: by whatever
/// method, for answers to writes show things, too. Who could not be recorded is refused before anything is done.
/// </summary>
public sealed class RecordingReads(RequestDelegate next, ReadLog log)
{
    public static ProblemDetails Refused => Refusal.Of(StatusCodes.Status503ServiceUnavailable, "reads-unrecorded",
        "Who reads what cannot be recorded at the moment, and so nothing is shown for which it must be; ask again in a moment.");

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<RequiresAttribute>() is not { Permission: var permission })
        {
            await next(http);
            return;
        }

        var (actor, always) = (Actor.Of(http), permission is Permission.Audit or Permission.SeeRedactions);
        if ((always || actor.Sees(Reading.Sensitive)) && !log.Accepts)
        {
            await Answer.WriteAsync(http, Refused);
            return;
        }

        var reading = new Reading(log, http, actor, always);
        // Known before the first byte goes out, and looked at again after the last.
        http.Response.OnStarting(() => Record(http, reading));
        try
        {
            await next(http);
        }
        finally
        {
            // An answer that broke off has been seen up to there.
            if (http.Response.HasStarted) await Record(http, reading);
        }
    }

    private static Task Record(HttpContext http, Reading reading)
    {
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest) return Task.CompletedTask;
        if (!http.Response.HasStarted) reading.Mark();
        reading.Record();
        return Task.CompletedTask;
    }
}
