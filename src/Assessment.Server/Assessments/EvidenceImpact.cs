using Assessment.Server.Evidence;
using JasperFx.Events;

namespace Assessment.Server.Assessments;

/// <summary>What a change of evidence means to one assessment. Pure.</summary>
public static class EvidenceImpact
{
    /// <param name="assessment">As it stands.</param>
    /// <param name="then">As it stood when the change came.</param>
    /// <param name="change">The fact on a claim's or a source's stream.</param>
    /// <param name="before">The evidence it rests on and what is published of it cites, just before the change.</param>
    /// <param name="after">The same, just after.</param>
    /// <param name="now">The same, as known now, or when it was retracted: changes may be carried over in another order than they happened.</param>
    /// <returns>Null when nothing the assessment rests on was touched.</returns>
    public static EvidenceChanged? Of(AssessmentState assessment, AssessmentState then, IEvent change, CitedEvidence before, CitedEvidence after, CitedEvidence now)
    {
        if (KindOf(change.Data) is not { } kind) return null;
        var moved = after.Claims.Values.Where(claim => claim.Id == change.StreamId || claim.Chain.Any(link => after.PathOf(link).Contains(change.StreamId))).Select(claim => claim.Id).ToHashSet();
        var touched = then.RestsOn().Where(moved.Contains).Select(claim => after.Claims[claim]).ToArray();
        if (touched.Length == 0) return null;
        // Whoever cited it is told when the text came to stand below what it rests on; else a marking is nobody's impact.
        if (change.Data is ClaimRemarked remarked && !then.Submitted().Any(text => text.Marking < remarked.Marking && text.Cited().Contains(remarked.Claim))) return null;

        // What is published now may rest on more of what has moved; the change is put on record once.
        return new EvidenceChanged(
            assessment.Id, assessment.Partnership, new EvidenceChange(kind, change.StreamId, change.Version),
            [.. touched.Select(claim => new ChangedClaim(claim.Id, before.GradeOf(before.Claims[claim.Id]), after.GradeOf(claim), claim.Withdrawn))],
            [.. Judgments(assessment, moved, change.Sequence, after, now)]);
    }

    public static EvidenceChangeKind? KindOf(object fact) => fact switch
    {
        ClaimWithdrawn => EvidenceChangeKind.ClaimWithdrawn,
        ClaimRegraded => EvidenceChangeKind.ClaimRegraded,
        ClaimTraced => EvidenceChangeKind.ClaimTraced,
        ClaimReinstated => EvidenceChangeKind.ClaimReinstated,
        ClaimRemarked => EvidenceChangeKind.ClaimRemarked,
        SourceRegraded => EvidenceChangeKind.SourceRegraded,
        SourceMerged => EvidenceChangeKind.SourceMerged,
        SourceSeparated => EvidenceChangeKind.SourceSeparated,
        _ => null,
    };

    private static IEnumerable<SupportedJudgment> Judgments(AssessmentState assessment, HashSet<Guid> moved, long position, CitedEvidence after, CitedEvidence now)
    {
        foreach (var judgment in assessment.Published?.Judgments ?? [])
        {
            if (!judgment.Claims.Any(citation => moved.Contains(citation.Claim))) continue;
            var support = assessment.Published!.SupportOf(judgment.Dimension, judgment.Perspective);
            // What the change did counts, even when another has undone it since, unless somebody has looked in between.
            var mark = position > support.Since ? Support.Of(support.Mark, support.Cited, Known(judgment, after)) : support.Mark;
            var known = Known(judgment, now);
            yield return new SupportedJudgment(judgment.Dimension, judgment.Perspective, Support.Of(mark, support.Cited, known), known);
        }
    }

    private static PublishedCitation[] Known(JudgmentPublished judgment, CitedEvidence evidence) =>
        [.. judgment.Claims.Select(citation => Support.Of(citation.Claim, citation.Stance, evidence))];
}
