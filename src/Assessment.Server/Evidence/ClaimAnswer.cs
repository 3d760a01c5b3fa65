using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Evidence;

/// <summary>A claim as the contract shows it: as posted, with what is known of it. Its origin is what the first source counts as, after mergers.</summary>
/// <param name="PossibleDuplicates">Others of the same statement, origin and day; absent where there are none, and in lists.</param>
public sealed record ClaimAnswer(
    Guid Id, string Partnership, string Statement, IReadOnlyList<SourceLink> Chain, int Credibility, DateOnly InformationDate, Marking Marking,
    Assertion Asserts, IReadOnlyList<Bearing> Bearings, IReadOnlyList<Guid> Corroborates, IReadOnlyList<Guid> Contradicts,
    Quantity? Quantity, string? Reference, Grade Grade, SourceLink Origin, bool Withdrawn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WithdrawalAnswer? Withdrawal, long CitedBy, long Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Guid>? PossibleDuplicates = null)
{
    /// <summary>Related claims above the actor's clearance are left out, sources are withheld.</summary>
    public static ClaimAnswer Of(ClaimState claim, CitedEvidence evidence, long citedBy, Actor actor)
    {
        foreach (var source in claim.Chain.Where(source => evidence.Sees(actor, source))) Reading.Shows(evidence.Sources[source].MarkingNow);
        return new(
            claim.Id, claim.Partnership, claim.Statement, [.. claim.Chain.Select(source => new SourceLink(evidence.Sees(actor, source) ? source : null))],
            claim.Credibility, claim.InformationDate, claim.Marking,
            claim.Asserts, claim.Bearings, Seen(claim.Corroborates, evidence, actor), Seen(claim.Contradicts, evidence, actor),
            claim.Quantity, claim.Reference, evidence.GradeOf(claim), evidence.OriginShown(claim, actor), claim.Withdrawn, WithdrawalAnswer.Of(claim.Withdrawal, evidence, actor),
            citedBy, claim.Version);
    }

    /// <summary>Whether another answer shows the same of what does not follow from the claim's own events.</summary>
    public bool Shows(ClaimAnswer other) =>
        Chain.SequenceEqual(other.Chain) && (Origin, Grade, CitedBy) == (other.Origin, other.Grade, other.CitedBy)
        && (PossibleDuplicates ?? []).SequenceEqual(other.PossibleDuplicates ?? []);

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
        var read = await session.FactsWithSourcesAsync([id], null, ct);
        var facts = read.Where(fact => fact.StreamId == id).Within(horizon);
        if (ClaimState.Fold(facts) is not { } claim || !actor.Sees(claim.MarkingNow)) return null;
        Reading.Shows(claim.MarkingNow);

        // An answer to a write shows the sources as they were at that write; how they are marked now decides who may know of them.
        var (claims, remarked) = (new Dictionary<Guid, ClaimState> { [id] = claim }, CitedEvidence.RemarkedIn(read));
        var (now, then) = (ToldBy(long.MaxValue), ToldBy(facts[^1].Sequence - 1));
        var (cited, alike) = await citations.OfAsync(id, actor, ct);
        Guid[] earlier = [.. alike.Where(other => other.IsEarlier).Select(other => other.Claim)];
        // A write is answered under its version alone, so that its repeats are the same.
        if (horizon.Version is not null) return new Rendered(await ShowAsync(then.MarkedAs(now.Sources), cited, earlier, facts[^1].Sequence), claim.Version);

        var answer = await ShowAsync(ToldBy(horizon.Position ?? long.MaxValue).MarkedAs(now.Sources), cited, [.. alike.Select(other => other.Claim)], horizon.Position);
        // Decided by what this actor is shown: nobody learns from the tag that something is kept from them that they could never see.
        var moved = !answer.Shows(await ShowAsync(then, 0, earlier, facts[^1].Sequence))
            || claim.Corroborates.Concat(claim.Contradicts).Concat(claim.Withdrawal?.DuplicateOf is { } stays ? [stays] : []).Any(Differs);
        return new Rendered(answer, claim.Version, moved);

        CitedEvidence ToldBy(long position) =>
            OneOrigin.Of(read.Where(fact => fact.StreamId != id && fact.Sequence <= position)) with { Claims = claims, Remarked = remarked };

        // Shown to some of those who see the claim, or at some time.
        bool Differs(RelatedClaim other) => now.MarkingOf(other) is var marked && marked != other.Marking
            ? actor.Sees(marked) || actor.Sees(other.Marking)
            : marked > claim.Marking && actor.Sees(marked);

        async Task<ClaimAnswer> ShowAsync(CitedEvidence evidence, long citedBy, Guid[] candidates, long? upTo) =>
            ClaimAnswer.Of(claim, evidence, citedBy, actor) with { PossibleDuplicates = await DuplicatesAsync(session, claim, candidates, upTo, actor, ct) };
    }

    // Of the same origin as far as the actor may know: that of a withheld one would tell whose it is.
    private static async Task<Guid[]?> DuplicatesAsync(IQuerySession session, ClaimState claim, Guid[] alike, long? upTo, Actor actor, CancellationToken ct)
    {
        if (alike.Length == 0) return null;
        var evidence = await CitedEvidence.LoadAsync(session, alike, [claim.Origin], upTo, ct);
        var origin = evidence.OriginShown(claim, actor);
        Guid[] found = [.. alike.Where(other => evidence.Claim(other) is { } one && actor.Sees(one.MarkingNow) && origin.Source is not null && evidence.OriginShown(one, actor) == origin)];
        return found.Length == 0 ? null : found;
    }
}
