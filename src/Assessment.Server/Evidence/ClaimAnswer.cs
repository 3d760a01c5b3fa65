using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Evidence;

/// <summary>A claim as the contract shows it: as posted, with what is known of it.</summary>
public sealed record ClaimAnswer(
    Guid Id, string Partnership, string Statement, IReadOnlyList<Guid> Chain, int Credibility, DateOnly InformationDate, Marking Marking,
    Assertion Asserts, IReadOnlyList<Bearing> Bearings, IReadOnlyList<Guid> Corroborates, IReadOnlyList<Guid> Contradicts,
    Quantity? Quantity, string? Reference, Grade Grade, Guid Origin, bool Withdrawn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WithdrawalAnswer? Withdrawal, long CitedBy, long Version)
{
    /// <summary>Related claims above the actor's clearance are left out.</summary>
    public static ClaimAnswer Of(ClaimState claim, CitedEvidence evidence, long citedBy, Actor actor) => new(
        claim.Id, claim.Partnership, claim.Statement, claim.Chain, claim.Credibility, claim.InformationDate, claim.Marking,
        claim.Asserts, claim.Bearings, Seen(claim.Corroborates, evidence, actor), Seen(claim.Contradicts, evidence, actor),
        claim.Quantity, claim.Reference, evidence.GradeOf(claim), claim.Origin, claim.Withdrawn, WithdrawalAnswer.Of(claim.Withdrawal, evidence, actor), citedBy, claim.Version);

    private static Guid[] Seen(IReadOnlyList<RelatedClaim> related, CitedEvidence evidence, Actor actor)
    {
        RelatedClaim[] seen = [.. related.Where(other => actor.Sees(evidence.MarkingOf(other)))];
        foreach (var other in seen) Reading.Shows(evidence.MarkingOf(other));
        return [.. seen.Select(other => other.Claim)];
    }
}

/// <summary>Why a claim counts no longer; of a duplicate the claim that stays, for who may see that.</summary>
public sealed record WithdrawalAnswer(
    string Reason, string By, DateTimeOffset RecordedAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? DuplicateOf)
{
    public static WithdrawalAnswer? Of(Withdrawal? withdrawal, CitedEvidence evidence, Actor actor) => withdrawal is null ? null : new(
        withdrawal.Reason, withdrawal.By, withdrawal.RecordedAt, withdrawal.DuplicateOf is { } other && actor.Sees(evidence.MarkingOf(other)) ? other.Claim : null);
}

/// <summary>Reads claims, each for who may see it.</summary>
public sealed class ClaimResource(Citations citations) : IResource
{
    public const string Name = "claim";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct)
    {
        var read = await session.FactsWithSourcesAsync([id], horizon.Position, ct);
        var facts = read.Where(fact => fact.StreamId == id).Within(horizon);
        if (ClaimState.Fold(facts) is not { } claim || !actor.Sees(claim.MarkingNow)) return null;
        Reading.Shows(claim.MarkingNow);

        // An answer to a write shows the sources as they were at that write.
        IEvent[] told = [.. read.Where(fact => claim.Chain.Contains(fact.StreamId) && (horizon.Version is null || fact.Sequence < facts[^1].Sequence))];
        var sources = told.GroupBy(fact => fact.StreamId).Select(SourceState.Fold).OfType<SourceState>().ToDictionary(source => source.Id);
        var evidence = new CitedEvidence(new Dictionary<Guid, ClaimState> { [id] = claim }, sources) { Remarked = CitedEvidence.RemarkedIn(read) };
        var cited = (await citations.CountAsync([id], actor, ct)).GetValueOrDefault(id);
        // A write is answered under its version alone, so that its repeats are the same. Decided by what this actor is shown: nobody
        // learns from the tag that something is kept from them that they could never see.
        var moved = horizon.Version is null && (cited > 0 || told[^1].Sequence > facts[^1].Sequence
            || claim.Corroborates.Concat(claim.Contradicts).Concat(claim.Withdrawal?.DuplicateOf is { } stays ? [stays] : []).Any(Differs));
        return new Rendered(ClaimAnswer.Of(claim, evidence, cited, actor), claim.Version, moved);

        // Shown to some of those who see the claim, or at some time.
        bool Differs(RelatedClaim other) => evidence.MarkingOf(other) is var now && now != other.Marking
            ? actor.Sees(now) || actor.Sees(other.Marking)
            : now > claim.Marking && actor.Sees(now);
    }
}
