using System.Globalization;
using Assessment.Server.Assessments;
using Assessment.Server.Audit.Redactions;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Audit;

/// <summary>Facts as sentences, so that a history can be read by somebody who knows the trade and not the software.</summary>
public static class Summaries
{
    private const int Longest = 120;

    /// <summary>One sentence. A likelihood and a confidence never stand in it together.</summary>
    /// <param name="fact">Any of <see cref="Storage.Facts.Names"/>.</param>
    /// <param name="actor">Who recorded it; null when nobody did.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no fact of this service.</exception>
    public static string Of(object fact, string? actor)
    {
        var who = actor ?? "the service";
        var sentence = fact switch
        {
            PartnershipEstablished e => $"{who} established the partnership {Quoted(e.Name)} of {string.Join(", ", e.Parties)} with {Count(e.Reviewers, "reviewer")}, marked {Codes.Of(e.Marking)}{Asking(e.Tradecraft)}",
            PartnershipChanged e => $"{who} changed the partnership to {Quoted(e.Name)} with {Count(e.Reviewers, "reviewer")}{Asking(e.Tradecraft)}",
            DimensionDefined e => $"{who} defined the dimension {Quoted(e.Dimension.Name)}",
            SourceRegistered e => $"{who} registered the source {Quoted(e.Name)} with reliability {Codes.Of(e.Reliability)}",
            SourceRegraded e => $"{who} regraded the source from {Codes.Of(e.Was)} to {Codes.Of(e.Reliability)}: {Quoted(e.Reason)}",
            SourceMerged e => $"{who} found the source to be another one, and merged it into that: {Quoted(e.Reason)}",
            SourceSeparated e => $"{who} separated the source from the one it had been merged into: {Quoted(e.Reason)}",
            SourceRemarked e => $"{who} marked the source {Codes.Of(e.Marking)} instead of {Codes.Of(e.Was)}: {Quoted(e.Reason)}",
            ClaimRecorded e => $"{who} recorded the claim {Quoted(e.Statement)} with credibility {e.Credibility}, marked {Codes.Of(e.Marking)}",
            ClaimRegraded e => $"{who} regraded the claim from credibility {e.Was} to {e.Credibility}: {Quoted(e.Reason)}",
            ClaimTraced e => $"{who} traced the claim through {Count(e.Chain.Count, "source")} instead of {e.Was.Count}: {Quoted(e.Reason)}",
            ClaimWithdrawn e => $"{who} withdrew the claim{(e.DuplicateOf is null ? "" : " as a duplicate")}: {Quoted(e.Reason)}",
            ClaimReinstated e => $"{who} reinstated the claim: {Quoted(e.Reason)}",
            ClaimRemarked e => $"{who} marked the claim {Codes.Of(e.Marking)} instead of {Codes.Of(e.Was)}: {Quoted(e.Reason)}",
            AssessmentDrafted e => $"{who} drafted {Text(e.Content)}",
            AssessmentEdited e => $"{who} wrote the text anew as {Text(e.Content)}",
            AssessmentSubmitted e => $"{who} submitted revision {e.Revision} for review",
            AssessmentApproved e => $"{who} approved revision {e.Revision}{(e.Comment is null ? "" : $": {Quoted(e.Comment)}")}",
            AssessmentReturned e => $"{who} returned revision {e.Revision} to its author: {Quoted(e.Comment)}",
            JudgmentPublished e => $"Revision {e.Revision} judges {Question(e.Dimension, e.Perspective)} to be at level {e.Level} of 5{(e.Distribution is { } shares ? $", giving levels 1 to 5 {string.Join(", ", shares.Select(Sentences.Percent))} %" : "")}",
            JudgmentDropped e => $"Revision {e.Revision} no longer judges {Question(e.Dimension, e.Perspective)}",
            AssessmentPublished e => $"Revision {e.Revision} is published, marked {Codes.Of(e.Marking)}, {(e.ApprovedBy.Count == 0 ? "without a review" : $"approved by {string.Join(", ", e.ApprovedBy)}")}",
            RevisionOpened e => $"{who} opened revision {e.Revision} ({Codes.Of(e.Reason.Code).Replace('-', ' ')}): {Quoted(e.Reason.Text)}",
            AssessmentRetracted e => $"{who} retracted the assessment: {Quoted(e.Reason)}",
            AssessmentRemarked e => $"{who} marked the assessment {Codes.Of(e.Marking)} instead of {Codes.Of(e.Was)}: {Quoted(e.Reason)}",
            EvidenceChanged e => $"Evidence moved ({Codes.Of(e.Change.Kind).Replace('-', ' ')}) under {Count(e.Claims.Count, "cited claim")}{string.Concat(e.Judgments.Select(judgment => $", {Question(judgment.Dimension, judgment.Perspective)} is {Codes.Of(judgment.Support)}"))}",
            JudgmentReaffirmed e => $"{who} reaffirmed the judgment on {Question(e.Judgment.Dimension, e.Judgment.Perspective)}: {Quoted(e.Reason)}",
            DissentRecorded e => $"{who} dissented on {Question(e.Dimension, e.Perspective)} with level {e.Level} of 5, marked {Codes.Of(e.Marking)}: {Quoted(e.Rationale)}",
            DissentWithdrawn => $"{who} withdrew their dissent",
            DissentJoined => $"{who} joined a dissent",
            DissentLeft => $"{who} left a dissent",
            ForecastAsked e => $"{who} asked {Quoted(e.Question)}, to be answered by {e.ClosesAt:yyyy-MM-dd}",
            EstimateGiven e => $"{who} gave it a probability of {e.Probability.ToString(CultureInfo.InvariantCulture)}: {Quoted(e.Rationale)}",
            ForecastResolved e => $"{who} resolved the forecast with {Codes.Of(e.Outcome)}: {Quoted(e.Reason)}",
            ForecastVoided e => $"{who} voided the forecast: {Quoted(e.Reason)}",
            RedactionProposed e => $"{who} proposed to redact the fact at position {e.Position} in case {Quoted(e.Case)}: {Quoted(e.Reason)}",
            RedactionApproved e => $"{who} approved the redaction of the fact at position {e.Position} in case {Quoted(e.Case)}",
            RedactionCarriedOut e => $"The text of the fact at position {e.Position} was taken out",
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType(), "There is no sentence for this fact."),
        };
        return $"{sentence}.";
    }

    private static string Text(Content content) =>
        $"{Quoted(content.Title)} with {Count(content.Judgments.Count, "judgment")}, marked {Codes.Of(content.Marking)}";

    private static string Question(string dimension, Perspective? perspective) => perspective is null ? dimension : $"{dimension} ({perspective})";

    private static string Count(int number, string what) => number switch
    {
        0 => $"no {what}s",
        1 => $"1 {what}",
        _ => $"{number} {what}s",
    };

    private static string Asking(IReadOnlyList<TradecraftStandard>? standards) =>
        standards is null ? "" : standards.Count == 0 ? ", asking for no standard" : $", asking for {string.Join(", ", standards.Select(standard => Codes.Of(standard)))}";

    // In one line and no longer than a line; the data holds the whole.
    private static string Quoted(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Longest) return $"“{line}”";
        var cut = char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest;
        return $"“{line[..cut]}…”";
    }
}
