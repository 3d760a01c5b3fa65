using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Forecasts;

/// <summary>What lists of forecasts are filtered by.</summary>
public sealed class ForecastListing() : TableProjection("ForecastListing", ["assessment.forecast_listing"], typeof(ForecastAsked), typeof(ForecastResolved), typeof(ForecastVoided))
{
    protected override void Take(IDocumentOperations operations, IEvent fact)
    {
        switch (fact.Data)
        {
            case ForecastAsked e:
                operations.QueueSqlCommand("insert into assessment.forecast_listing (forecast, partnership, marking, opens_at, closes_at, position, words, words_version) values (?, ?, ?, ?, ?, ?, ?::tsvector, ?)",
                    e.Forecast, e.Partnership, (short)e.Marking, e.OpensAt, e.ClosesAt, fact.Sequence,
                    WordVector.Of(e.Question, e.Criteria), WordVector.Version);
                break;
            case ForecastResolved e:
                operations.QueueSqlCommand("update assessment.forecast_listing set ended = ? where forecast = ?", Codes.Of(ForecastStatus.Resolved), e.Forecast);
                break;
            case ForecastVoided e:
                operations.QueueSqlCommand("update assessment.forecast_listing set ended = ? where forecast = ?", Codes.Of(ForecastStatus.Voided), e.Forecast);
                break;
        }
    }
}
