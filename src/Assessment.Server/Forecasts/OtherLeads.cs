using Assessment.Server.Tradecraft;
using Npgsql;

namespace Assessment.Server.Forecasts;

/// <summary>
/// Who else could resolve a forecast. Tokens come from an authority that cannot be asked; known is whoever did, within a year, what only
/// leads do, on something marked at least as high as the question.
/// </summary>
public sealed class OtherLeads(NpgsqlDataSource database)
{
    public async Task<bool> ExistForAsync(ForecastState forecast, CancellationToken ct)
    {
        // The types are those of the index, which makes this a look at few rows.
        await using var command = database.CreateCommand("""
            select exists (
                select from assessment_events.mt_events
                where type in ('partnership-established', 'partnership-changed', 'dimension-defined', 'forecast-asked', 'forecast-resolved', 'forecast-voided', 'redaction-approved')
                  and user_name <> all($1) and coalesce(headers->>'marking', 'CLEAR') = any($2) and timestamp > now() - interval '1 year')
            """);
        command.Parameters.AddWithValue(forecast.Estimates.Keys.Append(forecast.AskedBy ?? "").ToArray());
        command.Parameters.AddWithValue(Enum.GetValues<Marking>().Where(marking => marking >= forecast.Asked.Marking).Select(Codes.Of).ToArray());
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
