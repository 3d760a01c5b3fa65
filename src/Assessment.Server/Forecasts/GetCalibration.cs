using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>How well probabilities were met on a partnership: of all analysts or of one, of those with a confidence in what they judged, now or as of a moment.</summary>
public sealed record GetCalibration(string? Analyst = null, Confidence? Confidence = null, Moment? AsOf = null);

/// <param name="Count">The estimates: of each analyst the last in time on each resolved forecast.</param>
/// <param name="Resolved">The forecasts that they are on; of fewer than ten no curve is drawn.</param>
/// <param name="Bins">Ten, or none.</param>
/// <param name="Brier">The mean of (p − o)²; null without any.</param>
/// <param name="Reliability">How far the means lie from what was observed; null without a curve, like the following.</param>
/// <param name="Resolution">How far what was observed in the bins lies from what was observed of all.</param>
/// <param name="Uncertainty">Of the outcomes themselves.</param>
/// <param name="WithinBin">What is left: Brier = reliability − resolution + uncertainty + this.</param>
public sealed record CalibrationAnswer(
    int Count, int Resolved, IReadOnlyList<CalibrationBin> Bins, double? Brier, double? Reliability, double? Resolution, double? Uncertainty, double? WithinBin);

public static class GetCalibrationEndpoint
{
    /// <summary>A curve through fewer forecasts would be believed.</summary>
    public const int Fewest = 10;

    public static Task<(Settled?, ProblemDetails)> LoadAsync(GetCalibration query, Moments moments, CancellationToken ct) => moments.SettleAsync(query.AsOf, ct);

    [WolverineGet("/api/v1/partnerships/{id}/calibration"), Requires(Permission.Read), Follows]
    [ProducesResponseType<CalibrationAnswer>(StatusCodes.Status200OK, "application/json", Csv.MediaType)]
    public static async Task<IResult> Get(string id, GetCalibration query, Settled? asOf, ScoredForecasts forecasts, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (await PartnershipState.ReadAsync(session, id, new Horizon(null, asOf?.Position), actor, ct) is null) return new Problem(Refusal.NotFound(PartnershipResource.Name));
        var held = await forecasts.OfPartnershipAsync(id, query.Analyst, query.Confidence, asOf?.Position, actor, ct);
        foreach (var estimate in held) Reading.Shows(estimate.Marking);
        var answer = Of([.. held.Select(estimate => (estimate.Probability, estimate.Happened))], held.Select(estimate => estimate.Forecast).Distinct().Count());
        return new CsvOrJson(answer, ["from", "to", "count", "meanProbability", "observed", "low", "high"],
            answer.Bins.Select(bin => (object?[])[bin.From, bin.To, bin.Count, bin.MeanProbability, bin.Observed, bin.Low, bin.High]));
    }

    /// <summary>The answer to some estimates on so many forecasts.</summary>
    public static CalibrationAnswer Of(IReadOnlyCollection<(double Probability, bool Happened)> rows, int resolved)
    {
        if (rows.Count == 0) return new(0, 0, [], null, null, null, null, null);
        var found = Calibration.Of(rows);
        return resolved < Fewest
            ? new(rows.Count, resolved, [], Rounding.Score(found.Brier), null, null, null, null)
            : new(rows.Count, resolved, [.. found.Bins.Select(Rounded)], Rounding.Score(found.Brier), Rounding.Score(found.Reliability),
                Rounding.Score(found.Resolution), Rounding.Score(found.Uncertainty), Rounding.Score(found.WithinBin));
    }

    private static CalibrationBin Rounded(CalibrationBin bin) => bin with
    {
        MeanProbability = Rounding.Score(bin.MeanProbability),
        Observed = Rounding.Score(bin.Observed),
        Low = Rounding.Score(bin.Low),
        High = Rounding.Score(bin.High),
    };
}
