using Assessment.Client;

namespace Assessment.Dashboard.Words;

/// <summary>Why a picture moved, told to a reader: the fact, with the product it happened to.</summary>
public static class Facts
{
    /// <summary>One sentence without a full stop.</summary>
    /// <param name="type">The fact's name.</param>
    /// <param name="actor">Who recorded it; null when nobody did.</param>
    /// <param name="change">What happened to the evidence, if it moved.</param>
    /// <param name="about">The assessment it happened to, as the reader may see it.</param>
    public static string Tell(string type, string? actor, AssessmentAnswer? about, string? change = null)
    {
        var who = actor is null ? "the service" : Seen.Of(actor);
        var what = Title(about);
        return type switch
        {
            "assessment-published" => $"{(about is null ? "an analyst" : Seen.Of(about.Author))} published {what}{Revised(about)}{Approved(about)}",
            "assessment-retracted" => $"{who} retracted {what}",
            "judgment-published" or "judgment-dropped" => $"{who} revised {what}",
            "evidence-changed" => $"{who} {Moved(change)} under {what}",
            "judgment-reaffirmed" => $"{who} reaffirmed {what}",
            "dissent-recorded" => $"{who} dissented from {what}",
            "dissent-withdrawn" => $"{who} withdrew a dissent from {what}",
            "dissent-joined" => $"{who} joined a dissent from {what}",
            "dissent-left" => $"{who} left a dissent from {what}",
            _ => $"{who}: {Said.Term(type)}",
        };
    }

    /// <summary>The title in quotation marks; of a draft, the title it is to have.</summary>
    public static string Title(AssessmentAnswer? assessment) =>
        (assessment?.Published?.Title ?? assessment?.Pending?.Title) is { } title ? $"“{Seen.Of(title)}”" : "an assessment";

    private static string Moved(string? change) => change switch
    {
        "claim-withdrawn" => "withdrew a claim",
        "claim-reinstated" => "reinstated a claim",
        "claim-regraded" => "regraded a claim",
        "claim-traced" => "traced a claim to its origin",
        "claim-remarked" => "re-marked a claim",
        "source-regraded" => "regraded a source",
        "source-merged" => "merged a source",
        "source-separated" => "separated a source",
        _ => "changed the evidence",
    };

    private static string Revised(AssessmentAnswer? about) => about?.Published is { Revision: > 1 } published ? $", revision {published.Revision}" : "";

    private static string Approved(AssessmentAnswer? about) =>
        about?.Published?.ApprovedBy is { Count: > 0 } reviewers ? $", approved by {string.Join(", ", reviewers.Select(Seen.Of))}" : "";
}
