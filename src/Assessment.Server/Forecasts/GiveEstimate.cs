using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>An analyst says how probable "yes" is, as often as they change their mind until the question closes.</summary>
public sealed record GiveEstimate(double Probability, [property: Words(1, 20_000)] string Rationale);

public static class GiveEstimateEndpoint
{
    public static Task<ForecastState?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => ForecastState.LoadAsync(session, id, ct);

    public static ProblemDetails Validate(GiveEstimate body, ForecastState? forecast, Actor actor, IfMatch ifMatch, TimeProvider clock)
    {
        if (ForecastRules.Refuse(forecast, actor, ifMatch) is { } no) return no;
        return forecast!.StatusAt(clock.GetUtcNow()) switch
        {
            ForecastStatus.Scheduled => ForecastRules.NotOpen(forecast),
            ForecastStatus.Open => Likelihood.OfProbability(body.Probability) is null ? LikelihoodOutOfRange() : WolverineContinue.NoProblems,
            var status => Refusal.Conflict("forecast-closed", $"The forecast is {Codes.Of(status)}; estimates are taken while it is open."),
        };
    }

    [WolverinePost("/api/v1/forecasts/{id:guid}/estimates"), Requires(Permission.GiveEstimates), Changes]
    public static (Written, Append) Post(GiveEstimate body, ForecastState forecast, Actor actor) =>
        forecast.Changed(new EstimateGiven(forecast.Id, actor.Id, body.Probability, body.Rationale));

    private static ProblemDetails LikelihoodOutOfRange() =>
        Refusal.Unprocessable("likelihood-out-of-range", "A probability lies from 0.01 to 0.99; analysis does not deal in certainty.");
}
