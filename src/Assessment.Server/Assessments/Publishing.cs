using Assessment.Server.Evidence;

namespace Assessment.Server.Assessments;

/// <summary>Turns a text that was approved into the facts that readers rely on.</summary>
public static class Publishing
{
    /// <summary>A fact for every judgment, one for each that is dropped, and the one that concludes.</summary>
    public static IEnumerable<object> Facts(AssessmentState assessment, Work work, IReadOnlyList<string> approvedBy, CitedEvidence evidence)
    {
        var content = work.Content;
        foreach (var judgment in content.Judgments)
        {
            yield return new JudgmentPublished(
                assessment.Id, work.Revision, assessment.Partnership, judgment.Dimension, judgment.Perspective, assessment.Author,
                content.Marking, content.InformationCutOff, judgment.Level, judgment.Likelihood, judgment.Confidence,
                [.. judgment.Claims.Select(citation => Support.Of(citation.Claim, citation.Stance, evidence))], judgment.Distribution);
        }

        var kept = content.Judgments.Select(judgment => (judgment.Dimension, judgment.Perspective)).ToHashSet();
        foreach (var before in assessment.Published?.Judgments ?? [])
        {
            if (!kept.Contains((before.Dimension, before.Perspective)))
                yield return new JudgmentDropped(assessment.Id, work.Revision, assessment.Partnership, before.Dimension, before.Perspective, assessment.Author);
        }

        yield return new AssessmentPublished(
            assessment.Id, work.Revision, assessment.Partnership, assessment.Author, content.Marking, content.InformationCutOff, approvedBy);
    }
}
