using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>How an analyst has done on every resolved forecast, now or as of a moment.</summary>
public sealed record GetScorecard(Moment? AsOf = null);

/// <summary>Means over the forecasts on which the analyst was scored; null without any. Who is not known has none, like who has given no estimate that counts.</summary>
public sealed record ScorecardAnswer(string Analyst, int Resolved, double? Brier, double? Log, double? Coverage, IReadOnlyList<ScoredForecast> Forecasts);

/// <summary>One of them, the newest question first.</summary>
public sealed record ScoredForecast(Guid Forecast, ForecastOutcome Outcome, double Brier, double Log, double Coverage);

public static class GetScorecardEndpoint
{
    public static Task<(Settled?, ProblemDetails)> LoadAsync(GetScorecard query, Moments moments, CancellationToken ct) => moments.SettleAsync(query.AsOf, ct);

    [WolverineGet("/api/v1/analysts/{sub}/scorecard"), Requires(Permission.Read), Follows]
    [ProducesResponseType<ScorecardAnswer>(StatusCodes.Status200OK, "application/json", Csv.MediaType)]
    public static async Task<IResult> Get(string sub, GetScorecard query, Settled? asOf, ScoredForecasts forecasts, Actor actor, CancellationToken ct)
    {
        var scored = new List<ScoredForecast>();
        foreach (var forecast in await forecasts.OfAnalystAsync(sub, asOf?.Position, actor, ct))
        {
            if (!Scoring.Of(forecast.OpensAt, forecast.End, forecast.Estimates, forecast.Outcome).Analysts.TryGetValue(sub, out var score)) continue;
            Reading.Shows(forecast.Marking);
            scored.Add(new(forecast.Forecast, forecast.Outcome, Rounding.Score(score.Brier), Rounding.Score(score.Log), Rounding.Score(score.Coverage)));
        }

        return new CsvOrJson(
            new ScorecardAnswer(sub, scored.Count, Mean(score => score.Brier), Mean(score => score.Log), Mean(score => score.Coverage), scored),
            ["forecast", "outcome", "brier", "log", "coverage"],
            scored.Select(score => (object?[])[score.Forecast, score.Outcome, score.Brier, score.Log, score.Coverage]));

        double? Mean(Func<ScoredForecast, double> of) => scored.Count == 0 ? null : Rounding.Score(scored.Average(of));
    }
}
