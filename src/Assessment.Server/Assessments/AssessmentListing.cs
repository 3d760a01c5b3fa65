using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Assessments;

/// <summary>What lists of assessments are filtered by.</summary>
public sealed class AssessmentListing() : TableProjection("AssessmentListing", ["assessment.assessment_listing"],
    typeof(AssessmentDrafted), typeof(AssessmentEdited), typeof(RevisionOpened), typeof(AssessmentSubmitted),
    typeof(AssessmentReturned), typeof(AssessmentPublished), typeof(AssessmentRetracted), typeof(AssessmentRemarked))
{
    protected override void Take(IDocumentOperations operations, IEvent fact)
    {
        switch (fact.Data)
        {
            case AssessmentDrafted e:
                operations.QueueSqlCommand("""
                    insert into assessment.assessment_listing
                        (assessment, partnership, author, position, pending, pending_marking, pending_dimensions, pending_claims, pending_words, words_version)
                    values (?, ?, ?, ?, 'draft', ?, ?, ?, ?::tsvector, ?)
                    """,
                    e.Assessment, e.Partnership, e.Author, fact.Sequence, (short)e.Content.Marking, Dimensions(e.Content), Claims(e.Content), Words(e.Content), WordVector.Version);
                break;
            case AssessmentEdited e:
                Pending(operations, e.Assessment, e.Content);
                break;
            case RevisionOpened e:
                Pending(operations, e.Assessment, e.Content);
                Stage(operations, e.Assessment, AssessmentStatus.Draft);
                break;
            case AssessmentSubmitted e:
                operations.QueueSqlCommand("""
                    update assessment.assessment_listing set pending = 'submitted',
                        cited_claims = array(select distinct claim from unnest(cited_claims || pending_claims) claim order by claim)
                    where assessment = ?
                    """, e.Assessment);
                break;
            case AssessmentReturned e:
                Stage(operations, e.Assessment, AssessmentStatus.Returned);
                break;
            case AssessmentPublished e:
                operations.QueueSqlCommand("""
                    update assessment.assessment_listing set published = 'published', published_marking = pending_marking, published_dimensions = pending_dimensions,
                        published_claims = pending_claims, published_words = pending_words,
                        pending = null, pending_marking = null, pending_dimensions = '{}', pending_claims = '{}', pending_words = ''
                    where assessment = ?
                    """, e.Assessment);
                break;
            case AssessmentRetracted e:
                operations.QueueSqlCommand("""
                    update assessment.assessment_listing
                    set published = 'retracted', pending = null, pending_marking = null, pending_dimensions = '{}', pending_claims = '{}', pending_words = ''
                    where assessment = ?
                    """, e.Assessment);
                break;
            case AssessmentRemarked e:
                Remark(operations, e);
                break;
        }
    }

    // What is marked higher than it was lowered from stays so; so does work beyond the text that was lowered.
    private static void Remark(IDocumentOperations operations, AssessmentRemarked e)
    {
        if (e.Marking > e.Was)
            operations.QueueSqlCommand("""
                update assessment.assessment_listing set published_marking = case when published is not null then greatest(published_marking, ?) end,
                    pending_marking = case when pending is not null then greatest(pending_marking, ?) end
                where assessment = ?
                """, (short)e.Marking, (short)e.Marking, e.Assessment);
        else
            operations.QueueSqlCommand("""
                update assessment.assessment_listing set published_marking = case when published_marking <= ? then least(published_marking, ?) else published_marking end,
                    pending_marking = case when published is null and pending_marking <= ? then least(pending_marking, ?) else pending_marking end
                where assessment = ?
                """, (short)e.Was, (short)e.Marking, (short)e.Was, (short)e.Marking, e.Assessment);
    }

    private static void Pending(IDocumentOperations operations, Guid assessment, Content content) => operations.QueueSqlCommand(
        "update assessment.assessment_listing set pending_marking = ?, pending_dimensions = ?, pending_claims = ?, pending_words = ?::tsvector where assessment = ?",
        (short)content.Marking, Dimensions(content), Claims(content), Words(content), assessment);

    private static void Stage(IDocumentOperations operations, Guid assessment, AssessmentStatus stage) => operations.QueueSqlCommand(
        "update assessment.assessment_listing set pending = ? where assessment = ?", Codes.Of(stage), assessment);

    private static string[] Dimensions(Content content) => [.. content.Judgments.Select(judgment => judgment.Dimension).Distinct()];

    private static string Words(Content content) => WordVector.Of(content.Texts());

    private static Guid[] Claims(Content content) => [.. content.Cited().Order()];
}
