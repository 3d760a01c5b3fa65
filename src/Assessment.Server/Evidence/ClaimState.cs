using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;

namespace Assessment.Server.Evidence;

/// <summary>Why a claim can be cited no more, and who said so.</summary>
public sealed record Withdrawal(string Reason, string By, DateTimeOffset RecordedAt, RelatedClaim? DuplicateOf = null);

/// <summary>A claim as its facts make it. Folded live; never stored, never sent.</summary>
public sealed record ClaimState
{
    public Guid Id { get; init; }
    public long Version { get; init; }

    /// <summary>The position of its last fact.</summary>
    public long Position { get; init; }

    public string Partnership { get; init; } = "";
    public string Statement { get; init; } = "";
    public IReadOnlyList<Guid> Chain { get; init; } = [];
    public int Credibility { get; init; }
    public DateOnly InformationDate { get; init; }
    public Marking Marking { get; init; }

    /// <summary>By a re-marking from after the moment it is looked at; null when there is none.</summary>
    public Marking? MarkedSince { get; init; }

    /// <summary>What decides who sees it, at whatever moment.</summary>
    public Marking MarkingNow => MarkedSince ?? Marking;

    public Assertion Asserts { get; init; }
    public IReadOnlyList<Bearing> Bearings { get; init; } = [];
    public IReadOnlyList<RelatedClaim> Corroborates { get; init; } = [];
    public IReadOnlyList<RelatedClaim> Contradicts { get; init; } = [];
    public Quantity? Quantity { get; init; }
    public string? Reference { get; init; }
    public bool Withdrawn { get; init; }
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>The source it came from first.</summary>
    public Guid Origin => Chain[0];

    /// <summary>Takes one fact into account; what happened, happened.</summary>
    public ClaimState Evolve(IEvent fact) => Evolve(fact.Data, fact.UserName, fact.Timestamp) with { Version = fact.Version, Position = fact.Sequence };

    private ClaimState Evolve(object data, string? actor, DateTimeOffset recordedAt) => data switch
    {
        ClaimRecorded e => this with
        {
            Id = e.Claim,
            Partnership = e.Partnership,
            Statement = e.Statement,
            Chain = e.Chain,
            Credibility = e.Credibility,
            InformationDate = e.InformationDate,
            Marking = e.Marking,
            Asserts = e.Asserts,
            Bearings = e.Bearings,
            Corroborates = e.Corroborates,
            Contradicts = e.Contradicts,
            Quantity = e.Quantity,
            Reference = e.Reference,
        },
        ClaimRegraded e => this with { Credibility = e.Credibility },
        ClaimTraced e => this with { Chain = e.Chain },
        ClaimWithdrawn e => this with { Withdrawn = true, Withdrawal = new(e.Reason, actor ?? "", recordedAt, e.DuplicateOf) },
        ClaimReinstated => this with { Withdrawn = false, Withdrawal = null },
        ClaimRemarked e => this with { Marking = e.Marking },
        RemarkedSince { By: ClaimRemarked e } => this with { MarkedSince = e.Marking },
        _ => this,
    };

    /// <summary>Null when the facts are of no claim.</summary>
    public static ClaimState? Fold(IEnumerable<IEvent> facts)
    {
        var state = facts.Aggregate(new ClaimState(), (state, fact) => state.Evolve(fact));
        return state.Id == Guid.Empty ? null : state;
    }
}
