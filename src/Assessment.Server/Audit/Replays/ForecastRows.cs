using Assessment.Server.Forecasts;
using Assessment.Server.Tradecraft;
using JasperFx.Events;

namespace Assessment.Server.Audit.Replays;

/// <summary>What scores are made of, from the facts of one forecast.</summary>
public static class ForecastRows
{
    public static IEnumerable<object> OfEstimates(IReadOnlyList<IEvent> facts) => facts.Where(fact => fact.Data is EstimateGiven)
        .Select(fact => (Fact: fact, Given: (EstimateGiven)fact.Data))
        .Select(row => new EstimateRow(row.Given.Forecast, row.Given.Analyst, row.Given.Probability, ListedRows.Kept(row.Fact.Timestamp), row.Fact.Sequence));

    public static IEnumerable<object> OfResolutions(IReadOnlyList<IEvent> facts) => facts.Where(fact => fact.Data is ForecastResolved)
        .Select(fact => (Fact: fact, Resolved: (ForecastResolved)fact.Data))
        .Select(row => new ResolutionRow(row.Resolved.Forecast, Codes.Of(row.Resolved.Outcome),
            ListedRows.Kept(new[] { row.Resolved.KnownAt ?? row.Fact.Timestamp, row.Fact.Timestamp }.Min()), row.Fact.Sequence));

    private sealed record EstimateRow(Guid Forecast, string Analyst, double Probability, DateTimeOffset GivenAt, long Position);

    private sealed record ResolutionRow(Guid Forecast, string Outcome, DateTimeOffset KnownAt, long Position);
}
