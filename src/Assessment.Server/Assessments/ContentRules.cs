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
    public const int RationaleLength = 20;

    /// <summary>What even a draft must keep. Null when nothing is wrong.</summary>
    public static ProblemDetails? RefuseDraft(Content content, PartnershipState partnership, Actor author, DateOnly today)
    {
        if (!author.Sees(content.Marking))
            return Refusal.Unprocessable("marking-above-clearance", "Mark the assessment no higher than your own clearance.");
        if (content.Marking < partnership.Marking)
            return Refusal.Unprocessable("marking-below-partnership", $"The partnership is marked {Codes.Of(partnership.Marking)}; mark what is said about it at least as high.");
        if (content.InformationCutOff > today)
            return Refusal.Unprocessable("date-in-future", "The information cut-off cannot be a day to come; correct informationCutOff.");
        if (content.Judgments.Select(judgment => partnership.Misfit(judgment.Dimension, judgment.Perspective)).FirstOrDefault(misfit => misfit is not null) is { } no)
            return no;
        var twice = content.Judgments.GroupBy(judgment => (judgment.Dimension, judgment.Perspective)).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : Refusal.Unprocessable("duplicate-dimension", $"{Named(twice.First())} is judged twice; keep one of them.");
    }

    /// <summary>What is asked of a text that others will read and rely on. Null when nothing is wrong.</summary>
    /// <param name="sees">Which markings the author is known to see; at a later check their citing already showed it.</param>
    public static ProblemDetails? RefuseSubmission(Content content, string partnership, CitedEvidence evidence, Func<Marking, bool> sees)
    {
        if (content.Judgments.Count == 0) return Refusal.Unprocessable("nothing-to-submit", "Judge at least one dimension before you submit.");
        return content.Judgments
            .Select(judgment => RefuseText(judgment) ?? RefuseCitations(judgment, content.Marking, partnership, evidence, sees) ?? RefuseConfidence(judgment, evidence))
            .FirstOrDefault(refusal => refusal is not null);
    }

    private static ProblemDetails? RefuseText(Judgment judgment) =>
        judgment.Rationale.Trim().Length < RationaleLength
            ? Refusal.Unprocessable("rationale-missing", $"{Named(judgment)} needs a rationale of {RationaleLength} characters or more.") :
        !judgment.Supporting.Any()
            ? Refusal.Unprocessable("uncited-judgment", $"{Named(judgment)} cites no claim that supports it; cite at least one.")
            : null;

    private static ProblemDetails? RefuseCitations(Judgment judgment, Marking marking, string partnership, CitedEvidence evidence, Func<Marking, bool> sees)
    {
        foreach (var citation in judgment.Claims)
        {
            var claim = evidence.Claim(citation.Claim);
            if (RefuseCitation(claim, citation.Claim, partnership, sees) is { } no) return no;
            if (claim!.Marking > marking)
                return Refusal.Unprocessable("marking-below-evidence", $"{Named(judgment)} cites a claim marked {Codes.Of(claim.Marking)}; mark the assessment at least as high.");
        }

        return null;
    }

    /// <summary>A cited claim exists, is visible, belongs to the partnership and is not withdrawn. Null when all of that holds.</summary>
    public static ProblemDetails? RefuseCitation(ClaimState? claim, Guid id, string partnership, Func<Marking, bool> sees) =>
        claim is null || claim.Partnership != partnership || !sees(claim.Marking)
            ? Refusal.Unprocessable("unknown-claim", $"{id} is cited, which is no claim on this partnership that you may see.") :
        claim.Withdrawn
            ? Refusal.Unprocessable("claim-withdrawn", $"{id} is cited, which has been withdrawn; cite another or reconsider.")
            : null;

    private static ProblemDetails? RefuseConfidence(Judgment judgment, CitedEvidence evidence)
    {
        if (judgment.Confidence is not Confidence.High) return null;
        var enough = evidence.OriginsOf(judgment.Supporting).Count >= 2
            && judgment.Supporting.Any(claim => evidence.GradeOf(evidence.Claims[claim]).IsB2OrBetter);
        return enough ? null : Refusal.Unprocessable("confidence-outruns-evidence",
            $"High confidence in {Named(judgment)} needs two independent origins among the supporting claims, one of them graded B2 or better.");
    }

    private static string Named(Judgment judgment) =>
        judgment.Perspective is { } perspective ? $"'{judgment.Dimension}' ({perspective})" : $"'{judgment.Dimension}'";
}
