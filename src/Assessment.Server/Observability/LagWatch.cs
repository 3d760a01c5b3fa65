using Npgsql;

namespace Assessment.Server.Observability;

/// <summary>Shows in gauges how far the read models are behind.</summary>
public sealed class LagWatch : Watch<Lag>
{
    public LagWatch(NpgsqlDataSource database)
        : base(ct => Lag.LookAsync(database, ct))
    {
        Meter.CreateObservableGauge("assessment.picture.lag.positions", () => Seen(lag => lag.Positions), "{position}", "Facts that the slowest read model has not taken in.");
        Meter.CreateObservableGauge("assessment.picture.lag.seconds", () => Seen(lag => lag.Time.TotalSeconds), "s", "Age of the oldest fact that the slowest read model has not taken in.");
    }
}
