using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>A lead takes a question out that cannot be resolved.</summary>
public sealed record VoidForecast([property: Words(1, 4000)] string Reason);

public static class VoidForecastEndpoint
{
    public static Task<ForecastState?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => ForecastState.LoadAsync(session, id, ct);

    public static ProblemDetails Validate(ForecastState? forecast, Actor actor, IfMatch ifMatch) =>
        ForecastRules.Refuse(forecast, actor, ifMatch)
        ?? (forecast!.Voiding is not null ? Refusal.Conflict("forecast-voided", "The forecast is voided already.") : null)
        ?? (forecast.Resolution is not null ? Refusal.Conflict("forecast-resolved", "The forecast is resolved; correct the resolution instead.") : null)
        ?? WolverineContinue.NoProblems;

    [WolverinePost("/api/v1/forecasts/{id:guid}/voiding"), Requires(Permission.AskForecasts), Changes]
    public static (Written, Append) Post(VoidForecast body, ForecastState forecast, Actor actor) =>
        forecast.Changed(new ForecastVoided(forecast.Id, actor.Id, body.Reason));
}
