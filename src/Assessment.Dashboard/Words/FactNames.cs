namespace Assessment.Dashboard.Words;

/// <summary>The facts there are, by the names they are stored under: what an auditor can ask for.</summary>
public static class FactNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "partnership-established", "partnership-changed", "dimension-defined",
        "source-registered", "source-regraded", "source-merged", "source-separated", "source-remarked",
        "claim-recorded", "claim-regraded", "claim-traced", "claim-withdrawn", "claim-reinstated", "claim-remarked", "assessment-remarked",
        "assessment-drafted", "assessment-edited", "assessment-submitted", "assessment-approved", "assessment-returned",
        "judgment-published", "judgment-dropped", "assessment-published", "revision-opened", "assessment-retracted",
        "evidence-changed", "judgment-reaffirmed", "dissent-recorded", "dissent-withdrawn", "dissent-joined", "dissent-left",
        "forecast-asked", "estimate-given", "forecast-resolved", "forecast-voided",
        "redaction-proposed", "redaction-approved", "redaction-carried-out",
    ];

    /// <summary>The kind of thing that a fact happened to.</summary>
    public static string SubjectOf(string type) => type.Split('-')[0] switch
    {
        "judgment" or "revision" or "evidence" or "dissent" => "assessment",
        "estimate" => "forecast",
        "dimension" => "partnership",
        var subject => subject,
    };
}
