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

/// <summary>What an analyst held from a time on.</summary>
public readonly record struct Estimate(string Analyst, DateTimeOffset At, double Probability);

/// <summary>A forecast as its facts make it. Folded live; never stored, never sent.</summary>
public sealed record ForecastState
{
    public Guid Id { get; init; }
    public long Version { get; init; }
    public ForecastAsked Asked { get; init; } = null!;

    /// <summary>The lead whose question it is.</summary>
    public string? AskedBy { get; init; }

    /// <summary>Of each analyst the estimate in force, with when it was recorded.</summary>
    public ImmutableSortedDictionary<string, (EstimateGiven Given, DateTimeOffset At)> Estimates { get; init; } =
        ImmutableSortedDictionary.Create<string, (EstimateGiven, DateTimeOffset)>(StringComparer.Ordinal);

    /// <summary>Every estimate there was, in the order of their recording.</summary>
    public ImmutableList<Estimate> Given { get; init; } = [];

    public (ForecastResolved Fact, DateTimeOffset At)? Resolution { get; init; }

    /// <summary>When it was first known how it turned out: whoever corrects the outcome moves nothing else.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    public (ForecastVoided Fact, DateTimeOffset At)? Voiding { get; init; }

    /// <summary>Opening counts in, closing counts out.</summary>
    public ForecastStatus StatusAt(DateTimeOffset moment) =>
        Voiding is not null ? ForecastStatus.Voided :
        Resolution is not null ? ForecastStatus.Resolved :
        moment < Asked.OpensAt ? ForecastStatus.Scheduled :
        moment < Asked.ClosesAt ? ForecastStatus.Open : ForecastStatus.Closed;

    /// <summary>Scored as soon as it is resolved: up to the earliest of closing, the first resolution and when it was known.</summary>
    public Scores? Scores => Resolution is { } resolved
        ? Scoring.Of(Asked.OpensAt, KnownAt < Asked.ClosesAt ? KnownAt.Value : Asked.ClosesAt, Given, resolved.Fact.Outcome)
        : null;

    public bool IsVisible(Actor actor) => actor.Sees(Asked.Marking);

    /// <summary>Until it closes, too few are no crowd, for each could be told from it, and nobody who may still estimate leans on the others.</summary>
    public bool ShowsCrowd(Actor actor, DateTimeOffset moment) =>
        Resolution is not null || moment >= Asked.ClosesAt
        || (Estimates.Count >= Crowd.Fewest && (Voiding is not null || Estimates.ContainsKey(actor.Id) || !Roles.Allow(actor.Roles, Permission.GiveEstimates)));

    /// <summary>Whether somebody has a stake in the outcome.</summary>
    public bool IsOwnWorkOf(string subject) => AskedBy == subject || Estimates.ContainsKey(subject);

    /// <summary>Takes one fact into account; what happened, happened.</summary>
    public ForecastState Evolve(IEvent fact) => Evolve(fact.Data, fact.Timestamp, fact.UserName) with { Version = fact.Version };

    private ForecastState Evolve(object data, DateTimeOffset at, string? by) => data switch
    {
        ForecastAsked e => this with { Id = e.Forecast, Asked = e, AskedBy = by },
        EstimateGiven e => this with { Estimates = Estimates.SetItem(e.Analyst, (e, at)), Given = Given.Add(new(e.Analyst, at, e.Probability)) },
        ForecastResolved e => this with { Resolution = (e, at), KnownAt = KnownAt ?? (e.KnownAt < at ? e.KnownAt : at) },
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
