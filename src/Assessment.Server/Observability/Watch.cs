using System.Diagnostics.Metrics;
using Npgsql;

namespace Assessment.Server.Observability;

/// <summary>Looks once a second at a state of the database, for the gauges that show it.</summary>
/// <param name="lookAsync">Reads the state; throws what Npgsql throws when the store is away.</param>
public abstract class Watch<TState>(Func<CancellationToken, Task<TState>> lookAsync) : BackgroundService
    where TState : class
{
    private TState? _last;

    protected Meter Meter { get; } = new(Measures.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            try
            {
                _last = await lookAsync(stoppingToken);
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
        Meter.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    // Nothing is reported while nothing is known; a zero would read as "up to date".
    protected IEnumerable<Measurement<TFigure>> Seen<TFigure>(Func<TState, TFigure> figure)
        where TFigure : struct
    {
        if (_last is { } state) yield return new Measurement<TFigure>(figure(state));
    }
}
