using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>What rests on a claim or a source, newest first.</summary>
public sealed record GetImpact([property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

/// <summary>A published assessment and what would be left of its judgments.</summary>
public sealed record ImpactedAssessment(Guid Assessment, string Partnership, string Author, string Title, Marking Marking, IReadOnlyList<ImpactedJudgment> Judgments);

/// <summary>A judgment without the evidence asked about: the claims that still support it, their origins, the mark it would bear.</summary>
public sealed record ImpactedJudgment(
    string Dimension, Perspective? Perspective, int Level, SupportMark Support, SupportMark SupportWithout, IReadOnlyList<Guid> Remaining, int OriginsWithout);

public static class GetImpactEndpoint
{
    [WolverineGet("/api/v1/claims/{id:guid}/impact"), Requires(Permission.Read), Follows]
    public static async Task<IResult> OfClaim(Guid id, GetImpact query, ClaimResource claims, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct) =>
        await claims.ReadAsync(session, id, null, Horizon.Now, actor, ct) is null
            ? new Problem(Refusal.NotFound(ClaimResource.Name))
            : await FindAsync(query, [id], isSource: false, session, database, actor, ct);

    [WolverineGet("/api/v1/sources/{id:guid}/impact"), Requires(Permission.Read), Follows]
    public static async Task<IResult> OfSource(Guid id, GetImpact query, SourceResource sources, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct) =>
        await sources.ReadAsync(session, id, null, Horizon.Now, actor, ct) is null
            ? new Problem(Refusal.NotFound(SourceResource.Name))
            : await FindAsync(query, await OneOrigin.SeenAsync(session, id, actor, ct), isSource: true, session, database, actor, ct);

    private static async Task<Page<ImpactedAssessment>> FindAsync(
        GetImpact query, Guid[] ids, bool isSource, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select assessment, position from assessment.assessment_listing
            where published = 'published' and published_marking <= $2 and ($3::bigint is null or position < $3)
              and published_claims && {(isSource ? "(select coalesce(array_agg(claim), '{}') from assessment.claim_listing where chain && $1 and marking <= $2)" : "$1")}
            order by position desc limit $4
            """);
        command.Parameters.AddWithValue(ids);
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddOptional(NpgsqlDbType.Bigint, query.Cursor?.Position);
        command.Parameters.AddWithValue(query.Limit + 1);
        var listed = Page<(Guid Id, long Position)>.Of(await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct), query.Limit, item => item.Position);

        var (page, folded) = await session.FoldAsync(listed, AssessmentState.Fold, ct);
        var states = folded.Where(known => known.Value is { Retracted: false } assessment && assessment.ShowsPublished(actor)).ToDictionary();
        var cited = states.Values.SelectMany(assessment => assessment.Published!.Judgments).SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim).Distinct().ToArray();
        var evidence = await CitedEvidence.LoadAsync(session, cited, [], null, ct);
        var seen = evidence.Claims.Values.Where(claim => actor.Sees(claim.Marking)).Select(claim => claim.Id).ToHashSet();
        // That something rests on a source through a claim which the reader may not see would tell of that claim.
        bool Rests(Guid claim) => isSource ? seen.Contains(claim) && evidence.Claims[claim].Chain.Any(ids.Contains) : ids.Contains(claim);
        return page.Answered(item => states.TryGetValue(item.Id, out var assessment) && Of(assessment, Rests, evidence, seen) is { Judgments.Count: > 0 } resting ? resting : null);
    }

    private static ImpactedAssessment Of(AssessmentState assessment, Func<Guid, bool> rests, CitedEvidence evidence, HashSet<Guid> seen) => new(
        assessment.Id, assessment.Partnership, assessment.Author, assessment.Published!.Content.Title, assessment.Published.Content.Marking,
        [.. assessment.Published.Judgments.Where(judgment => judgment.Claims.Any(citation => rests(citation.Claim))).Select(judgment => Of(judgment, assessment.Published, rests, evidence, seen))]);

    private static ImpactedJudgment Of(JudgmentPublished judgment, Publication published, Func<Guid, bool> rests, CitedEvidence evidence, HashSet<Guid> seen)
    {
        var support = published.SupportOf(judgment.Dimension, judgment.Perspective);
        var without = judgment.Claims.Select(citation => Support.Of(citation.Claim, citation.Stance, evidence))
            .Select(citation => rests(citation.Claim) ? citation with { Withdrawn = true } : citation).ToArray();
        Guid[] remaining = [.. without.Where(citation => citation is { Stance: Stance.Supports, Withdrawn: not true } && seen.Contains(citation.Claim)).Select(citation => citation.Claim)];
        return new(judgment.Dimension, judgment.Perspective, judgment.Level, support.Mark, Support.Of(support.Mark, support.Cited, without), remaining, evidence.OriginsOf(remaining).Count);
    }
}
