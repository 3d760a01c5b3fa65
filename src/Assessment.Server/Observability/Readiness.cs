using Assessment.Server.Access;
using Assessment.Server.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Assessment.Server.Observability;

/// <summary>Ready while the store answers, its schema is this build's, no read model is more than 10 s behind, and it can be recorded who reads what.</summary>
public sealed class Readiness(NpgsqlDataSource database, ReadLog reads) : IHealthCheck
{
    public static readonly TimeSpan MostLag = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!await Migration.IsCurrentAsync(database, cancellationToken))
                return HealthCheckResult.Unhealthy("The schema is not this build's; run the migrate command.");
            if (reads.IsFailing) return HealthCheckResult.Unhealthy("It cannot be recorded who reads what.");
            var lag = await Lag.LookAsync(database, cancellationToken);
            return lag.Time > MostLag
                ? HealthCheckResult.Unhealthy($"The read models are {lag.Positions} positions and {lag.Time.TotalSeconds:0} s behind.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", away);
        }
    }
}

/// <summary>How far the slowest read model is behind the facts: in positions, and by the age of the oldest fact not taken in.</summary>
public sealed record Lag(long Positions, TimeSpan Time)
{
    public static async Task<Lag> LookAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with reached as (
                select coalesce(min(coalesce(last_seq_id, 0)), 0) as position
                from unnest($1) shard left join assessment_events.mt_event_progression on name = shard)
            select (select coalesce(max(seq_id), 0) from assessment_events.mt_events) - position,
                   (select clock_timestamp() - timestamp from assessment_events.mt_events where seq_id > position order by seq_id limit 1)
            from reached
            """);
        command.Parameters.AddWithValue(ReadModels.Shards);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new Lag(Math.Max(0, reader.GetInt64(0)), await reader.IsDBNullAsync(1, ct) ? TimeSpan.Zero : reader.GetFieldValue<TimeSpan>(1));
    }
}
