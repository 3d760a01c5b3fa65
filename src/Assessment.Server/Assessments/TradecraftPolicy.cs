using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Assessments;

/// <summary>Refuses a submission that misses standards which its partnership asks for.</summary>
public static class TradecraftPolicy
{
    /// <summary>Names every standard that is missed, each with its places, at once. Null when nothing is.</summary>
    public static ProblemDetails? Refuse(Content content, PartnershipState partnership, CitedEvidence evidence)
    {
        if (partnership.Tradecraft.Count == 0) return null;
        TradecraftAnswer[] missed = [.. Of(content, partnership, evidence)
            .Where(answer => answer.State is TradecraftState.NotMet && partnership.Tradecraft.Contains(answer.Standard))];
        if (missed.Length == 0) return null;

        var findings = missed.SelectMany(answer => answer.Findings.Select(finding => $"{Codes.Of(answer.Standard)}, {finding.Place}: {finding.Sentence}"));
        var refusal = Refusal.Unprocessable("tradecraft-required", $"The partnership asks for what this text does not show. {string.Join(" ", findings)}");
        refusal.Extensions["tradecraft"] = missed;
        return refusal;
    }

    /// <summary>How a text keeps the standards that can be asked for: why it was revised is none of these.</summary>
    public static IReadOnlyList<TradecraftAnswer> Of(Content content, PartnershipState partnership, CitedEvidence evidence) =>
        TradecraftCheck.Of([.. content.Judgments.Select(judgment => JudgmentAnswer.Of(judgment, partnership, evidence))], null);
}
