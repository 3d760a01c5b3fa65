using System.Diagnostics.Metrics;
using Npgsql;

namespace Assessment.Server.Observability;

/// <summary>Looks once a second how far the read models are behind, for the gauges.</summary>
public sealed class LagWatch(NpgsqlDataSource database) : BackgroundService
{
    private static readonly Meter Meter = new(Measures.Name);
    private Lag _last = new(0, TimeSpan.Zero);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Meter.CreateObservableGauge("assessment.picture.lag.positions", () => _last.Positions, "{position}", "Facts that the slowest read model has not taken in.");
        Meter.CreateObservableGauge("assessment.picture.lag.seconds", () => _last.Time.TotalSeconds, "s", "Age of the oldest fact that the slowest read model has not taken in.");
        using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await everySecond.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                _last = await Lag.LookAsync(database, stoppingToken);
            }
            catch (NpgsqlException)
            {
                // The store is away: readiness says so, the gauges keep what was last seen.
            }
        }
    }
}
