using Assessment.Server.Access;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Forecasts;

/// <summary>What an analyst held last, in time, on a forecast that is resolved.</summary>
public sealed record ResolvedEstimate(Guid Forecast, Marking Marking, string Analyst, double Probability, bool Happened);

/// <summary>A resolved forecast with all estimates of one analyst.</summary>
public sealed record ResolvedForecast(Guid Forecast, Marking Marking, DateTimeOffset OpensAt, DateTimeOffset End, ForecastOutcome Outcome, IReadOnlyList<Estimate> Estimates);

/// <summary>Reads what scores are made of, up to a position and a clearance. One round trip each; what is above the clearance is in nothing of it.</summary>
public sealed class ScoredForecasts(NpgsqlDataSource database)
{
    // The last resolution says what happened, the first one when that was known: whoever corrects it moves nothing else.
    private const string Resolved = """
        assessment.forecast_listing forecast
        join lateral (select outcome from assessment.forecast_resolution where forecast = forecast.forecast and position <= $2 order by position desc limit 1) last on true
        join lateral (select least(known_at, closes_at) as ended_at from assessment.forecast_resolution where forecast = forecast.forecast and position <= $2 order by position limit 1) first on true
        join assessment.forecast_estimate estimate on estimate.forecast = forecast.forecast and estimate.position <= $2
        """;

    /// <summary>The resolved forecasts on which an analyst has given an estimate, newest question first.</summary>
    public async Task<IReadOnlyList<ResolvedForecast>> OfAnalystAsync(string analyst, long? upTo, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select forecast.forecast, forecast.marking, opens_at, ended_at, outcome, probability, given_at from {Resolved}
            where forecast.marking <= $1 and analyst = $3
            order by forecast.position desc, estimate.position
            """);
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddWithValue(upTo ?? long.MaxValue);
        command.Parameters.AddWithValue(analyst);
        var rows = await command.ListAsync(row => (
            Forecast: new ResolvedForecast(row.GetGuid(0), (Marking)row.GetInt16(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), OutcomeOf(row.GetString(4)), []),
            Estimate: new Estimate(analyst, row.GetFieldValue<DateTimeOffset>(6), row.GetDouble(5))), ct);
        return [.. rows.GroupBy(row => row.Forecast.Forecast).Select(forecast => forecast.First().Forecast with { Estimates = [.. forecast.Select(row => row.Estimate)] })];
    }

    /// <summary>Of each analyst, or of one, the last estimate in time on each resolved forecast of a partnership.</summary>
    /// <param name="partnership">Its slug.</param>
    /// <param name="analyst">Null for all.</param>
    /// <param name="confidence">Only where the analyst's judgment on the question's dimension stood with this confidence when the estimate was given.</param>
    /// <param name="upTo">Null for now.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<IReadOnlyList<ResolvedEstimate>> OfPartnershipAsync(string partnership, string? analyst, Confidence? confidence, long? upTo, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select * from (
                select distinct on (forecast.forecast, analyst) forecast.forecast, forecast.marking, analyst, probability, outcome, estimate.position from {Resolved}
                where forecast.partnership = $3 and forecast.marking <= $1 and ($4::text is null or analyst = $4) and given_at < ended_at and opens_at < ended_at
                order by forecast.forecast, analyst, given_at desc, estimate.position desc) held
            where $5::text is null or exists (
                select from assessment_events.mt_events asked join assessment.standing standing
                  on standing.partnership = $3 and standing.dimension = asked.data->>'dimension' and standing.perspective = coalesce(asked.data->>'perspective', '')
                where asked.stream_id = held.forecast and asked.version = 1 and standing.analyst = held.analyst and standing.marking <= $1
                  and standing.valid_from <= held.position and standing.valid_until > held.position and standing.judgment->>'confidence' = $5)
            order by forecast, analyst
            """);
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddWithValue(upTo ?? long.MaxValue);
        command.Parameters.AddWithValue(partnership);
        command.Parameters.AddOptional(NpgsqlDbType.Text, analyst);
        command.Parameters.AddOptional(NpgsqlDbType.Text, confidence is { } given ? Codes.Of(given) : null);
        return await command.ListAsync(row => new ResolvedEstimate(
            row.GetGuid(0), (Marking)row.GetInt16(1), row.GetString(2), row.GetDouble(3), OutcomeOf(row.GetString(4)) is ForecastOutcome.Yes), ct);
    }

    private static ForecastOutcome OutcomeOf(string code) => Codes.TryParse<ForecastOutcome>(code, out var outcome) ? outcome : throw new InvalidOperationException($"'{code}' is no outcome.");
}
