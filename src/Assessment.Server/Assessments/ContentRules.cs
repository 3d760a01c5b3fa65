using Assessment.Client.Rules;
using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Assessments;

/// <summary>What can be said against the text of an assessment: always, and when it goes to review or is published.</summary>
public static class ContentRules
{
    public const int RationaleLength = SubmissionRules.RationaleLength;

    /// <summary>What even a draft must keep. Null when nothing is wrong.</summary>
    public static ProblemDetails? RefuseDraft(Content content, PartnershipState partnership, Actor author, DateOnly today)
    {
        if (!author.Sees(content.Marking))
            return Refusal.Unprocessable("marking-above-clearance", "Mark the assessment no higher than your own clearance.");
        if (content.Marking < partnership.Marking)
            return Refusal.Unprocessable("marking-below-partnership", $"The partnership is marked {Codes.Of(partnership.Marking)}; mark what is said about it at least as high.");
        if (content.InformationCutOff > today)
            return Refusal.Unprocessable("date-in-future", $"The information cut-off cannot be a day to come anywhere: in {Days.FurthestAheadName} it is {today:yyyy-MM-dd} (UTC may be a day behind). Correct informationCutOff.");
        if (content.Judgments.Select(judgment => partnership.Misfit(judgment.Dimension, judgment.Perspective)).FirstOrDefault(misfit => misfit is not null) is { } no)
            return no;
        if (content.Judgments.FirstOrDefault(judgment => judgment.Distribution is { } shares && !Distributions.IsMostLikely(shares, judgment.Level)) is { } less)
            return Refusal.Unprocessable("level-not-most-likely", $"In the distribution of {Named(less)} another level than {less.Level} is the most probable; take that one.");
        var twice = content.Judgments.GroupBy(judgment => (judgment.Dimension, judgment.Perspective)).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : Refusal.Unprocessable("duplicate-dimension", $"{Named(twice.First())} is judged twice; keep one of them.");
    }

    /// <summary>What is asked of a text that others will read and rely on. Null when nothing is wrong.</summary>
    /// <param name="sees">Which markings the author is known to see.</param>
    public static ProblemDetails? RefuseSubmission(Content content, string partnership, CitedEvidence evidence, Func<Marking, bool> sees) =>
        Refuse(content, partnership, evidence, sees, judgment => judgment.Distribution is null ? judgment.Likelihood.Probability : null);

    /// <summary>As <see cref="RefuseSubmission"/>, asked again before publication: that the author sees what is cited their citing showed, and how likely they hold it was settled.</summary>
    public static ProblemDetails? RefusePublication(Content content, string partnership, CitedEvidence evidence) =>
        Refuse(content, partnership, evidence, _ => true, _ => null);

    private static ProblemDetails? Refuse(Content content, string partnership, CitedEvidence evidence, Func<Marking, bool> sees, Func<Judgment, double?> probability)
    {
        WeighedClaim Weighed(Citation citation) => Known(evidence.Claim(citation.Claim), citation.Claim, partnership, sees) with
        {
            Supports = citation.Stance is Stance.Supports,
            Grade = evidence.Claim(citation.Claim) is { } claim ? evidence.GradeOf(claim).ToString() : null,
            Origin = evidence.OriginsOf([citation.Claim]).Cast<Guid?>().FirstOrDefault(),
        };

        WeighedJudgment[] judgments = [.. content.Judgments.Select(judgment => new WeighedJudgment(
            judgment.Dimension, judgment.Perspective?.ToString(), judgment.Rationale, Codes.Of(judgment.Confidence), [.. judgment.Claims.Select(Weighed)], probability(judgment)))];
        return Refusing(SubmissionRules.BrokenBy(judgments, Codes.Of(content.Marking)).FirstOrDefault());
    }

    /// <summary>A cited claim exists, is visible, belongs to the partnership and is not withdrawn. Null when all of that holds.</summary>
    public static ProblemDetails? RefuseCitation(ClaimState? claim, Guid id, string partnership, Func<Marking, bool> sees) =>
        Refusing(SubmissionRules.BrokenBy(Known(claim, id, partnership, sees)));

    private static WeighedClaim Known(ClaimState? claim, Guid id, string partnership, Func<Marking, bool> sees) => new(
        id, true, claim is not null && claim.Partnership == partnership && sees(claim.Marking), claim?.Withdrawn is true,
        claim is null ? null : Codes.Of(claim.Marking), null, null);

    private static ProblemDetails? Refusing(BrokenRule? broken) => broken is null ? null : Refusal.Unprocessable(broken.Code, broken.Sentence);

    private static string Named(Judgment judgment) =>
        judgment.Perspective is { } perspective ? $"'{judgment.Dimension}' ({perspective})" : $"'{judgment.Dimension}'";
}
