using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Audit.Redactions;

/// <summary>Where a redaction stands.</summary>
public enum RedactionStatus { Proposed, Approved, CarriedOut }

/// <summary>A redaction as its facts make it. Folded live; never stored, never sent.</summary>
public sealed record RedactionState
{
    public Guid Id { get; init; }
    public long Version { get; init; }
    public RedactionProposed Proposed { get; init; } = null!;
    public (string By, DateTimeOffset At) Proposal { get; init; }
    public (string By, DateTimeOffset At, long Position)? Approval { get; init; }
    public DateTimeOffset? CarriedOutAt { get; init; }

    /// <summary>As high as anything on the stream of the fact was marked when it was proposed.</summary>
    public Marking Marking { get; init; }

    public string? Partnership { get; init; }

    public RedactionStatus Status =>
        CarriedOutAt is not null ? RedactionStatus.CarriedOut : Approval is not null ? RedactionStatus.Approved : RedactionStatus.Proposed;

    /// <summary>Takes one fact into account; what happened, happened.</summary>
    public RedactionState Evolve(IEvent fact) => fact.Data switch
    {
        RedactionProposed e => this with
        {
            Id = e.Redaction,
            Version = fact.Version,
            Proposed = e,
            Proposal = (fact.UserName ?? "", fact.Timestamp),
            Marking = Codes.TryParse<Marking>(fact.GetHeader(FactHeaders.Marking)?.ToString(), out var marking) ? marking : default,
            Partnership = fact.GetHeader(FactHeaders.Partnership)?.ToString(),
        },
        RedactionApproved => this with { Version = fact.Version, Approval = (fact.UserName ?? "", fact.Timestamp, fact.Sequence) },
        RedactionCarriedOut => this with { Version = fact.Version, CarriedOutAt = fact.Timestamp },
        _ => this,
    };

    /// <summary>Null when the facts are of no redaction.</summary>
    public static RedactionState? Fold(IEnumerable<IEvent> facts)
    {
        var state = facts.Aggregate(new RedactionState(), (state, fact) => state.Evolve(fact));
        return state.Id == Guid.Empty ? null : state;
    }

    public static async Task<RedactionState?> LoadAsync(IQuerySession session, Guid id, CancellationToken ct) =>
        Fold(await session.FactsAsync(id, Horizon.Now, ct));
}
