using System.Collections.Immutable;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Forecasts;

/// <summary>Where a question stands: before it opens, while estimates are taken, after, and how it ended.</summary>
public enum ForecastStatus { Scheduled, Open, Closed, Resolved, Voided }

/// <summary>A forecast as its facts make it. Folded live; never stored, never sent.</summary>
public sealed record ForecastState
{
    public Guid Id { get; init; }
    public long Version { get; init; }
    public ForecastAsked Asked { get; init; } = null!;

    /// <summary>Of each analyst the estimate in force, with when it was recorded.</summary>
    public ImmutableSortedDictionary<string, (EstimateGiven Given, DateTimeOffset At)> Estimates { get; init; } =
        ImmutableSortedDictionary.Create<string, (EstimateGiven, DateTimeOffset)>(StringComparer.Ordinal);

    public (ForecastResolved Fact, DateTimeOffset At)? Resolution { get; init; }
    public (ForecastVoided Fact, DateTimeOffset At)? Voiding { get; init; }

    /// <summary>Opening counts in, closing counts out.</summary>
    public ForecastStatus StatusAt(DateTimeOffset moment) =>
        Voiding is not null ? ForecastStatus.Voided :
        Resolution is not null ? ForecastStatus.Resolved :
        moment < Asked.OpensAt ? ForecastStatus.Scheduled :
        moment < Asked.ClosesAt ? ForecastStatus.Open : ForecastStatus.Closed;

    public bool IsVisible(Actor actor) => actor.Sees(Asked.Marking);

    /// <summary>Takes one fact into account; what happened, happened.</summary>
    public ForecastState Evolve(IEvent fact) => Evolve(fact.Data, fact.Timestamp) with { Version = fact.Version };

    private ForecastState Evolve(object data, DateTimeOffset at) => data switch
    {
        ForecastAsked e => this with { Id = e.Forecast, Asked = e },
        EstimateGiven e => this with { Estimates = Estimates.SetItem(e.Analyst, (e, at)) },
        ForecastResolved e => this with { Resolution = (e, at) },
        ForecastVoided e => this with { Voiding = (e, at) },
        _ => this,
    };

    /// <summary>Null when the facts are of no forecast.</summary>
    public static ForecastState? Fold(IEnumerable<IEvent> facts)
    {
        var state = facts.Aggregate(new ForecastState(), (state, fact) => state.Evolve(fact));
        return state.Id == Guid.Empty ? null : state;
    }

    public static async Task<ForecastState?> LoadAsync(IQuerySession session, Guid id, CancellationToken ct) =>
        Fold(await session.FactsAsync(id, Horizon.Now, ct));
}
