using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Forecasts;

/// <summary>Every estimate and every resolution, a row each that never changes: what scorecards and calibration are made of, as of any position.</summary>
public sealed class ForecastEstimates() : TableProjection("ForecastEstimates", ["assessment.forecast_estimate", "assessment.forecast_resolution"], typeof(EstimateGiven), typeof(ForecastResolved))
{
    protected override void Take(IDocumentOperations operations, IEvent fact)
    {
        switch (fact.Data)
        {
            case EstimateGiven e:
                operations.QueueSqlCommand("insert into assessment.forecast_estimate (forecast, analyst, probability, given_at, position) values (?, ?, ?, ?, ?)",
                    e.Forecast, e.Analyst, e.Probability, fact.Timestamp, fact.Sequence);
                break;
            case ForecastResolved e:
                // Since when it was known if that was before; a time that is said is no earlier than the day there is.
                operations.QueueSqlCommand("insert into assessment.forecast_resolution (forecast, outcome, known_at, position) values (?, ?, ?, ?)",
                    e.Forecast, Codes.Of(e.Outcome), e.KnownAt < fact.Timestamp ? e.KnownAt.Value : fact.Timestamp, fact.Sequence);
                break;
        }
    }
}
