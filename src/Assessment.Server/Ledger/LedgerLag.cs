using Assessment.Server.Observability;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Assessment.Server.Ledger;

/// <summary>How far the ledger is behind the facts.</summary>
/// <param name="Facts">Facts that are not in the tree; counted up to <see cref="Most"/>.</param>
/// <param name="FactsWait">Since when that is so and nothing was taken in.</param>
/// <param name="Leaves">Leaves under no signed checkpoint.</param>
/// <param name="LeavesWait">Since when that is so and nothing was signed.</param>
public sealed record LedgerLag(long Facts, TimeSpan FactsWait, long Leaves, TimeSpan LeavesWait)
{
    public const int Most = 100_000;

    public static async Task<LedgerLag> LookAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with signed as (select coalesce(max(size), 0) as size, max(signed_at) as at from (select size, signed_at from assessment_ledger.checkpoint order by size desc limit 1) latest),
            oldest as (select timestamp as at from assessment_events.mt_events where seq_id = (select min(seq_id) from assessment_ledger.queue)),
            unsigned as (select timestamp as at from assessment_ledger.leaf join assessment_events.mt_events using (seq_id) where index = (select size from signed))
            select (select count(*) from (select from assessment_ledger.queue limit $1) queued),
                   (select clock_timestamp() - greatest(oldest.at, tree_state.changed_at) from oldest),
                   tree_state.size - signed.size,
                   (select clock_timestamp() - greatest(unsigned.at, signed.at) from unsigned)
            from assessment_ledger.tree_state, signed
            """);
        command.Parameters.AddWithValue(Most);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new LedgerLag(reader.GetInt64(0), Time(1), Math.Max(0, reader.GetInt64(2)), Time(3));

        TimeSpan Time(int column) => reader.IsDBNull(column) ? TimeSpan.Zero : reader.GetFieldValue<TimeSpan>(column);
    }
}

/// <summary>
/// Degraded, never unhealthy: facts are recorded and queued while the ledger stands still, and a node that is taken out of service
/// for it would only turn a late proof into an outage.
/// </summary>
public sealed class LedgerHealth(NpgsqlDataSource database, LedgerCondition condition) : IHealthCheck
{
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if ((condition.Sequencer ?? condition.Signer) is { } trouble) return HealthCheckResult.Degraded(trouble);
        try
        {
            var lag = await LedgerLag.LookAsync(database, cancellationToken);
            return lag.FactsWait > Most ? HealthCheckResult.Degraded($"{lag.Facts} facts wait for the ledger, and none was taken in for {lag.FactsWait.TotalSeconds:0} s.")
                : lag.LeavesWait > Most ? HealthCheckResult.Degraded($"{lag.Leaves} leaves of the ledger are under no checkpoint, and none was signed for {lag.LeavesWait.TotalSeconds:0} s.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // Whether the store answers is for another check to say.
            return HealthCheckResult.Degraded("The ledger cannot be looked at.", away);
        }
    }
}

/// <summary>Shows in gauges how far the ledger is behind.</summary>
public sealed class LedgerWatch : Watch<LedgerLag>
{
    public LedgerWatch(NpgsqlDataSource database)
        : base(ct => LedgerLag.LookAsync(database, ct))
    {
        Meter.CreateObservableGauge("assessment.ledger.lag.facts", () => Seen(lag => lag.Facts), "{fact}", "Facts that wait to be taken into the ledger.");
        Meter.CreateObservableGauge("assessment.ledger.lag.seconds", () => Seen(lag => lag.FactsWait.TotalSeconds), "s", "How long the oldest of them waits, or since when none was taken in.");
        Meter.CreateObservableGauge("assessment.ledger.unsigned.leaves", () => Seen(lag => lag.Leaves), "{leaf}", "Leaves that no signed checkpoint covers.");
        Meter.CreateObservableGauge("assessment.ledger.unsigned.seconds", () => Seen(lag => lag.LeavesWait.TotalSeconds), "s", "How long the oldest of them waits, or since when nothing was signed.");
    }
}
