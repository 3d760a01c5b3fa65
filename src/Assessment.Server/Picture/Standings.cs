using System.Text.Json;
using Assessment.Server.Assessments;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Picture;

/// <summary>
/// Keeps where analysts stand, and where they stood at every position before. A judgment is staged when its fact comes by and
/// stands from the fact that concludes the publication, so that no moment shows half of one.
/// </summary>
public sealed class Standings : TableProjection
{
    private const long Open = long.MaxValue;

    public override IReadOnlyList<string> Tables => ["assessment.standing"];

    protected override void Project(IDocumentOperations operations, IEvent fact)
    {
        switch (fact.Data)
        {
            case JudgmentPublished e:
                var judgment = new StandingJudgment(e.Level, e.Likelihood, e.Confidence,
                    [.. e.Claims.Select(citation => new StandingClaim(citation.Claim, citation.Stance, citation.Grade, citation.Origin))]);
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
        }
    }

    private static void Close(IDocumentOperations operations, Guid assessment, long position) => operations.QueueSqlCommand(
        "update assessment.standing set valid_until = ? where assessment = ? and valid_until = ? and valid_from is not null",
        position, assessment, Open);
}
