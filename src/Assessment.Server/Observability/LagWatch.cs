using System.Diagnostics.Metrics;
using Npgsql;

namespace Assessment.Server.Observability;

/// <summary>Looks once a second how far the read models are behind, for the gauges.</summary>
public sealed class LagWatch : BackgroundService
{
    private readonly NpgsqlDataSource _database;
    private readonly Meter _meter = new(Measures.Name);
    private Lag? _last;

    public LagWatch(NpgsqlDataSource database)
    {
        _database = database;
        _meter.CreateObservableGauge("assessment.picture.lag.positions", () => Seen(lag => lag.Positions), "{position}", "Facts that the slowest read model has not taken in.");
        _meter.CreateObservableGauge("assessment.picture.lag.seconds", () => Seen(lag => lag.Time.TotalSeconds), "s", "Age of the oldest fact that the slowest read model has not taken in.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            try
            {
                _last = await Lag.LookAsync(_database, stoppingToken);
            }
            catch (NpgsqlException)
            {
                // The store is away: readiness says so, and what was seen before is no longer known to hold.
                _last = null;
            }
        }
        while (await everySecond.WaitForNextTickAsync(stoppingToken));
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    // Nothing is reported while nothing is known; a zero would read as "up to date".
    private IEnumerable<Measurement<T>> Seen<T>(Func<Lag, T> figure)
        where T : struct
    {
        if (_last is { } lag) yield return new Measurement<T>(figure(lag));
    }
}
