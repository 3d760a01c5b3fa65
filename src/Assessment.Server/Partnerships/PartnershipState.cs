using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Partnerships;

/// <summary>A partnership as its facts make it. Folded live; never stored, never sent.</summary>
public sealed record PartnershipState
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyList<string> Parties { get; init; } = [];
    public int Reviewers { get; init; }
    public Marking Marking { get; init; }

    /// <summary>The standards without which nothing is submitted.</summary>
    public IReadOnlyList<TradecraftStandard> Tradecraft { get; init; } = [];

    /// <summary>Who lowered the number of reviewers to what it is, and from how many; null when nobody did, or somebody else has set it since.</summary>
    public (string By, int From)? Lowered { get; init; }

    /// <summary>How many must approve an author's work: what somebody has lowered does not count for their own.</summary>
    public int ReviewersOf(string author) => Lowered is { } lowered && lowered.By == author ? lowered.From : Reviewers;

    /// <summary>Refuses work that would be published at once, for the author alone has seen to it that nobody reviews it. Null when nothing is wrong.</summary>
    public ProblemDetails? RefuseUnreviewed(string author) => Reviewers == 0 && ReviewersOf(author) > 0
        ? Refusal.Forbidden("own-work", "You lowered the number of reviewers of this partnership yourself, so your own work is not published without any; raise it again, or have another lead set it.")
        : null;

    /// <summary>The standard catalogue, then the partnership's own.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; init; } = Catalogue.Standard;

    public Dimension? DimensionOf(string code) => Dimensions.FirstOrDefault(dimension => dimension.Code == code);

    /// <summary>The perspectives a dimension is asked from: none, or each ordered pair in the order of the parties.</summary>
    public IEnumerable<Perspective?> PerspectivesOn(Dimension dimension) => dimension.Directed
        ? from one in Parties from other in Parties where one != other select (Perspective?)new Perspective(one, other)
        : [null];

    /// <summary>Whether a perspective fits: of two parties on a directed dimension, absent on any other.</summary>
    public bool Fits(Dimension dimension, Perspective? perspective) => dimension.Directed
        ? perspective is { } p && Parties.Contains(p.From) && Parties.Contains(p.Toward)
        : perspective is null;

    /// <summary>What is wrong with asking a dimension from a perspective here; null when nothing is.</summary>
    public ProblemDetails? Misfit(string code, Perspective? perspective) =>
        DimensionOf(code) is not { } dimension ? Refusal.Unprocessable("unknown-dimension", $"The partnership has no dimension '{code}'.") :
        Fits(dimension, perspective) ? null :
        Refusal.Unprocessable("wrong-perspective", dimension.Directed
            ? $"'{code}' is asked from a perspective: one of {string.Join(", ", PerspectivesOn(dimension))}."
            : $"'{code}' is asked of the partnership as a whole; leave the perspective out.");

    /// <summary>Takes one fact into account; what happened, happened.</summary>
    public PartnershipState Evolve(IEvent fact) => Evolve(fact.Data) with { Version = fact.Version, Lowered = LoweredBy(fact) };

    private PartnershipState Evolve(object data) => data switch
    {
        PartnershipEstablished e => this with { Id = e.Partnership, Name = e.Name, Parties = e.Parties, Reviewers = e.Reviewers, Marking = e.Marking, Tradecraft = e.Tradecraft ?? [] },
        PartnershipChanged e => this with { Name = e.Name, Reviewers = e.Reviewers, Tradecraft = e.Tradecraft ?? Tradecraft },
        DimensionDefined e => this with { Dimensions = [.. Dimensions, e.Dimension] },
        _ => this,
    };

    // A name that is changed leaves it as it is; so does who lowers it further, or raises it to less than it was.
    private (string By, int From)? LoweredBy(IEvent fact) => fact.Data is not PartnershipChanged { Reviewers: var now } || now == Reviewers
        ? Lowered
        : Lowered is { } lowered && lowered.By == fact.UserName ? (now < lowered.From ? lowered : null)
        : now < Reviewers && fact.UserName is { } by ? (by, Reviewers)
        : null;

    /// <summary>Null when the facts are of no partnership.</summary>
    public static PartnershipState? Fold(IEnumerable<IEvent> facts)
    {
        var state = facts.Aggregate(new PartnershipState(), (state, fact) => state.Evolve(fact));
        return state.Id.Length == 0 ? null : state;
    }

    /// <summary>The partnership for an answer that is about it; null when it does not exist for the actor.</summary>
    public static async Task<PartnershipState?> ReadAsync(IQuerySession session, string id, Horizon horizon, Actor actor, CancellationToken ct)
    {
        if (await LoadAsync(session, id, horizon, ct) is not { } partnership || !actor.Sees(partnership.Marking)) return null;
        Reading.Shows(partnership.Marking);
        return partnership;
    }

    public static async Task<PartnershipState?> LoadAsync(IQuerySession session, string id, Horizon horizon, CancellationToken ct) =>
        Fold(await session.FactsAsync(Streams.OfPartnership(id), horizon, ct));
}
