using System.Diagnostics;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Assessment.Server.Evidence;

/// <summary>Look for a page of the claims that count as confirmed and may not be any more, since a claim has moved.</summary>
public sealed record FindCorroborated(EvidenceMoved Moved, Guid Claim, Guid After) : IReaction
{
    public string Step() => $"corroborated by {Claim} after {After} {Moved.Step()}";
}

/// <summary>See whether a claim of credibility 1 is still confirmed by another origin.</summary>
public sealed record ReviewCredibility(EvidenceMoved Moved, Guid Claim) : IReaction
{
    public string Step() => $"credibility of {Claim} {Moved.Step()}";
}

/// <summary>
/// Looks again at credibility 1 whenever what it rests on has moved. Each step is a durable message. Delivered again, it finds the
/// credibility lowered already, or confirmed anew, and writes nothing.
/// </summary>
public static class CredibilityReactionHandler
{
    public const int Page = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<IEnumerable<object>> HandleAsync(FindCorroborated step, IDocumentSession session, NpgsqlDataSource database, Progress progress, CancellationToken ct)
    {
        var change = await session.FactAsync(step.Moved.Stream, step.Moved.Version, ct);
        if (!MayUnsettle(change.Data)) return Reactions.Done(session, step, []);
        // Whoever names it was recorded before and is listed once the read models are as far; who names it later is looked at then.
        if (!await progress.HasReachedAsync(change.Sequence, Patience, ct)) throw new NotCaughtUpException(change.Sequence);

        if (change.Data is ISourceEvent && step.Claim == step.Moved.Stream)
        {
            // Whose origin has become another, or none; and with each what it confirms and what confirms it.
            var theirs = await OfOriginAsync(database, await OneOrigin.EverAsync(session, step.Moved.Stream, ct), step.After, ct);
            List<IReaction> each = [.. theirs.Select(claim => step with { Claim = claim, After = Guid.Empty })];
            if (theirs.Count == Page) each.Add(step with { After = theirs[^1] });
            return Reactions.Done(session, step, each);
        }

        var naming = await CorroboratedByAsync(database, step.Claim, step.After, ct);
        var named = step.After == Guid.Empty && ClaimState.Fold(await session.FactsAsync(step.Claim, Horizon.Now, ct)) is { } moved
            ? moved.Corroborates.Select(other => other.Claim).Append(moved.Id) : [];
        var found = await CitedEvidence.LoadAsync(session, [.. named.Union(naming)], [], null, ct);
        var next = found.Claims.Values.Where(claim => claim is { Credibility: 1, Withdrawn: false }).Select(IReaction (claim) => new ReviewCredibility(step.Moved, claim.Id)).ToList();
        if (naming.Count == Page) next.Add(step with { After = naming[^1] });
        return Reactions.Done(session, step, next);
    }

    public static async Task<IEnumerable<object>> HandleAsync(ReviewCredibility step, IDocumentSession session, Citations citations, CancellationToken ct)
    {
        var claim = ClaimState.Fold(await session.FactsAsync(step.Claim, Horizon.Now, ct));
        if (claim is not { Credibility: 1, Withdrawn: false }) return Reactions.Done(session, step, []);
        var corroborators = await CitedEvidence.LoadAsync(session, await Corroboration.OfAsync(claim, citations, ct), claim.Chain, null, ct);
        object[] facts = [.. Corroboration.Lapses(claim, corroborators)];
        if (facts.Length == 0) return Reactions.Done(session, step, []);

        session.SetHeader(FactHeaders.Marking, Codes.Of(claim.Marking));
        session.SetHeader(FactHeaders.Partnership, claim.Partnership);
        if (Activity.Current?.Id is { } trace) session.SetHeader(FactHeaders.Trace, trace);
        session.Events.Append(claim.Id, claim.Version + facts.Length, facts);
        return Reactions.Done(session, step, [new EvidenceMoved(claim.Id, claim.Version + facts.Length)]);
    }

    /// <summary>Whether a claim that was confirmed may not be any more: through this fact, or because the fact was decided without knowing of another.</summary>
    private static bool MayUnsettle(object fact) => fact is ClaimWithdrawn or ClaimTraced or ClaimReinstated or ClaimRemarked or ClaimRegraded { Credibility: 1 } or SourceMerged or SourceSeparated;

    private static async Task<IReadOnlyList<Guid>> OfOriginAsync(NpgsqlDataSource database, Guid[] sources, Guid after, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select claim from assessment.claim_listing where chain && $1 and chain[1] = any($1) and claim > $2 order by claim limit $3");
        command.Parameters.AddWithValue(sources);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(Page);
        return await command.ListAsync(row => row.GetGuid(0), ct);
    }

    private static async Task<IReadOnlyList<Guid>> CorroboratedByAsync(NpgsqlDataSource database, Guid claim, Guid after, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select claim from assessment.claim_listing where corroborates @> array[$1] and claim > $2 order by claim limit $3");
        command.Parameters.AddWithValue(claim);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(Page);
        return await command.ListAsync(row => row.GetGuid(0), ct);
    }
}
