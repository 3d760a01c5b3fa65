using System.Text.Json;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Picture;

/// <summary>
/// Keeps where analysts stand, and where they stood at every position before. A judgment is staged when its fact comes by and
/// stands from the fact that concludes the publication, so that no moment shows half of one.
/// </summary>
public sealed class Standings() : TableProjection("Standings", ["assessment.standing", "assessment.dissent", "assessment.remarked_claim"],
    typeof(JudgmentPublished), typeof(AssessmentPublished), typeof(AssessmentRetracted), typeof(EvidenceChanged), typeof(JudgmentReaffirmed),
    typeof(DissentRecorded), typeof(DissentWithdrawn), typeof(DissentJoined), typeof(DissentLeft), typeof(AssessmentRemarked), typeof(ClaimRemarked))
{
    private const long Open = long.MaxValue;

    protected override void Take(IDocumentOperations operations, IEvent fact)
    {
        switch (fact.Data)
        {
            case JudgmentPublished e:
                var judgment = new StandingJudgment(e.Level, e.Likelihood, e.Confidence,
                    SupportMark.Intact, Claims(e.Claims), e.Distribution);
                operations.QueueSqlCommand("""
                    insert into assessment.standing (partnership, dimension, perspective, assessment, revision, analyst, marking, cut_off, level, judgment)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                    """,
                    e.Partnership, e.Dimension, e.Perspective?.ToString() ?? "", e.Assessment, e.Revision, e.Analyst, (short)e.Marking,
                    e.InformationCutOff, (short)e.Level, JsonSerializer.Serialize(judgment, StrictJson.Options));
                break;
            case AssessmentPublished e:
                Close(operations, e.Assessment, fact.Sequence);
                operations.QueueSqlCommand(
                    "update assessment.standing set valid_from = ?, published = ?, published_at = ? where assessment = ? and valid_from is null",
                    fact.Sequence, fact.Sequence, fact.Timestamp, e.Assessment);
                break;
            case AssessmentRetracted e:
                Close(operations, e.Assessment, fact.Sequence);
                break;
            case EvidenceChanged e:
                foreach (var supported in e.Judgments) Replace(operations, e.Assessment, supported, fact.Sequence);
                break;
            case DissentRecorded e:
                operations.QueueSqlCommand(
                    "update assessment.dissent set valid_until = ? where assessment = ? and analyst = ? and dimension = ? and perspective = ? and valid_until = ?",
                    fact.Sequence, e.Assessment, e.Analyst, e.Dimension, e.Perspective?.ToString() ?? "", Open);
                operations.QueueSqlCommand("""
                    insert into assessment.dissent (partnership, dimension, perspective, assessment, dissent, analyst, marking, level, rationale, joiners, recorded_at, valid_from)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)
                    """,
                    e.Partnership, e.Dimension, e.Perspective?.ToString() ?? "", e.Assessment, e.Dissent, e.Analyst, (short)e.Marking, (short)e.Level, e.Rationale,
                    fact.Timestamp, fact.Sequence);
                break;
            case DissentWithdrawn e:
                operations.QueueSqlCommand("update assessment.dissent set valid_until = ? where assessment = ? and dissent = ? and valid_until = ?", fact.Sequence, e.Assessment, e.Dissent, Open);
                break;
            case DissentJoined e:
                Rejoin(operations, e.Assessment, e.Dissent, "array_append(joiners, ?)", e.Analyst, fact.Sequence);
                break;
            case DissentLeft e:
                Rejoin(operations, e.Assessment, e.Dissent, "array_remove(joiners, ?)", e.Analyst, fact.Sequence);
                break;
            case JudgmentReaffirmed e:
                Replace(operations, e.Assessment, e.Judgment, fact.Sequence);
                break;
            case AssessmentRemarked e:
                Remark(operations, e, fact.Sequence);
                break;
            case ClaimRemarked e:
                operations.QueueSqlCommand("""
                    insert into assessment.remarked_claim (claim, partnership, marking, lowest, position) values (?, ?, ?, ?, ?)
                    on conflict (claim) do update set marking = excluded.marking, lowest = least(remarked_claim.lowest, excluded.lowest), position = excluded.position
                    """, e.Claim, e.Partnership, (short)e.Marking, (short)Math.Min((int)e.Was, (int)e.Marking), fact.Sequence);
                break;
        }
    }

    /// <summary>The same standing on, with its evidence as it is known from this position on.</summary>
    private static void Replace(IDocumentOperations operations, Guid assessment, SupportedJudgment supported, long position) => operations.QueueSqlCommand("""
        with closed as (
            update assessment.standing set valid_until = ?
            where assessment = ? and dimension = ? and perspective = ? and valid_until = ? and valid_from is not null
            returning *)
        insert into assessment.standing
            (partnership, dimension, perspective, assessment, revision, analyst, marking, cut_off, level, judgment, published, published_at, valid_from)
        select partnership, dimension, perspective, assessment, revision, analyst, marking, cut_off, level,
            judgment || jsonb_build_object('support', ?::text, 'claims', ?::jsonb), published, published_at, ?
        from closed
        """,
        position, assessment, supported.Dimension, supported.Perspective?.ToString() ?? "", Open,
        Codes.Of(supported.Support), JsonSerializer.Serialize(Claims(supported.Claims), StrictJson.Options), position);

    /// <summary>
    /// What stands bears the new marking from this position on. Every row, whenever it was in force, is seen by whom the new one admits;
    /// what it bore at its time goes on being shown.
    /// </summary>
    private static void Remark(IDocumentOperations operations, AssessmentRemarked e, long position)
    {
        operations.QueueSqlCommand("""
            with closed as (
                update assessment.standing set valid_until = ? where assessment = ? and valid_until = ? and valid_from is not null returning *)
            insert into assessment.standing
                (partnership, dimension, perspective, assessment, revision, analyst, marking, cut_off, level, judgment, published, published_at, valid_from)
            select partnership, dimension, perspective, assessment, revision, analyst, marking, cut_off, level,
                judgment || jsonb_build_object('marked', ?::smallint), published, published_at, ?
            from closed
            """, position, e.Assessment, Open, (short)e.Marking, position);
        var raised = e.Marking > e.Was;
        operations.QueueSqlCommand($"""
            update assessment.standing set judgment = jsonb_build_object('marked', marking) || judgment,
                marking = {(raised ? "greatest(marking, ?)" : "least(marking, ?)")}
            where assessment = ?{(raised ? "" : " and marking <= ?")}
            """, raised ? [(short)e.Marking, e.Assessment] : [(short)e.Marking, e.Assessment, (short)e.Was]);
        if (raised)
            operations.QueueSqlCommand("update assessment.dissent set marking = greatest(marking, ?) where assessment = ?", (short)e.Marking, e.Assessment);
        else if (e.Dissents is { } kept)
            operations.QueueSqlCommand("""
                update assessment.dissent set marking = least(marking, greatest(?, coalesce((select lowest from unnest(?, ?) kept (id, lowest) where id = dissent), 0)))
                where assessment = ? and marking <= ?
                """, (short)e.Marking, kept.Select(dissent => dissent.Dissent).ToArray(), kept.Select(dissent => (short)dissent.Marking).ToArray(), e.Assessment, (short)e.Was);
    }

    private static void Rejoin(IDocumentOperations operations, Guid assessment, Guid dissent, string joiners, string analyst, long position) => operations.QueueSqlCommand($"""
        with closed as (update assessment.dissent set valid_until = ? where assessment = ? and dissent = ? and valid_until = ? returning *)
        insert into assessment.dissent (partnership, dimension, perspective, assessment, dissent, analyst, marking, level, rationale, joiners, recorded_at, valid_from)
        select partnership, dimension, perspective, assessment, dissent, analyst, marking, level, rationale, {joiners}, recorded_at, ? from closed
        """, position, assessment, dissent, Open, analyst, position);

    private static StandingClaim[] Claims(IReadOnlyList<PublishedCitation> citations) =>
        [.. citations.Select(citation => new StandingClaim(citation.Claim, citation.Stance, citation.Grade, citation.Origin, citation.Withdrawn is true))];

    private static void Close(IDocumentOperations operations, Guid assessment, long position) => operations.QueueSqlCommand(
        "update assessment.standing set valid_until = ? where assessment = ? and valid_until = ? and valid_from is not null",
        position, assessment, Open);
}
