using Assessment.Client;
using Assessment.Dashboard.Evidence;
using Assessment.Dashboard.Words;

namespace Assessment.Dashboard.Assessments;

/// <summary>One thing that is different between two texts of an assessment, in words.</summary>
/// <param name="About">The dimension it is about; null for the assessment as a whole.</param>
/// <param name="What">What of it.</param>
/// <param name="Before">Empty when it was not there.</param>
/// <param name="After">Empty when it is there no more.</param>
public sealed record RevisionChange(string? About, string What, string Before, string After)
{
    /// <summary>What changed from one text to the next, in the order of the later one; what was dropped comes last.</summary>
    public static IReadOnlyList<RevisionChange> Between(Revision before, Revision after, IReadOnlyList<Dimension> dimensions, KnownEvidence evidence)
    {
        var was = before.Judgments.ToDictionary(KeyOf);
        string Named(JudgmentAnswer judgment) => NameOf(judgment, dimensions);
        IEnumerable<RevisionChange> all =
        [
            new(null, "title", before.Title, after.Title),
            new(null, "information cut-off", Said.Day(before.InformationCutOff), Said.Day(after.InformationCutOff)),
            .. after.Judgments.SelectMany(judgment => was.Remove(KeyOf(judgment), out var old)
                ? Between(Named(judgment), old, judgment, evidence)
                : [new(Named(judgment), "judged anew", "", judgment.Statement)]),
            .. was.Values.Select(dropped => new RevisionChange(Named(dropped), "no longer judged", dropped.Statement, "")),
        ];
        return [.. all.Where(change => change.Before != change.After)];
    }

    /// <summary>"Trust level, Russia → China".</summary>
    public static string NameOf(JudgmentAnswer judgment, IReadOnlyList<Dimension> dimensions)
    {
        var name = Seen.Of(dimensions.FirstOrDefault(dimension => dimension.Code == judgment.Dimension)?.Name ?? Said.Term(judgment.Dimension));
        return judgment.Perspective is null ? name : $"{name}, {Said.Perspective(judgment.Perspective)}";
    }

    private static IEnumerable<RevisionChange> Between(string about, JudgmentAnswer before, JudgmentAnswer after, KnownEvidence evidence) =>
    [
        new(about, "level", Told(before), Told(after)),
        new(about, "likelihood", Told(before.Likelihood), Told(after.Likelihood)),
        new(about, "distribution over levels 1 to 5", Told(before.Distribution), Told(after.Distribution)),
        new(about, "confidence", before.Confidence, after.Confidence),
        new(about, "rationale", before.Rationale, after.Rationale),
        .. Lists(about, "cites", "no longer cited", [.. before.Claims.Select(cited => Told(cited, evidence))], [.. after.Claims.Select(cited => Told(cited, evidence))]),
        .. Lists(about, "alternative", "alternative left out", before.Alternatives, after.Alternatives),
        .. Lists(about, "assumption", "assumption left out", before.Assumptions, after.Assumptions),
        .. Lists(about, "indicator", "indicator left out", before.Indicators, after.Indicators),
    ];

    private static IEnumerable<RevisionChange> Lists(string about, string came, string went, IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        after.Except(before).Select(item => new RevisionChange(about, came, "", item)).Concat(before.Except(after).Select(item => new RevisionChange(about, went, item, "")));

    private static string Told(JudgmentAnswer judgment) => $"{judgment.Level} of 5, {judgment.Label.ToLowerInvariant()}";

    private static string Told(Likelihood likelihood) => $"{Said.Term(likelihood.Term)}, {Said.Percent(likelihood.Probability)}";

    private static string Told(IReadOnlyList<double>? distribution) =>
        distribution is null ? "" : $"{string.Join(" · ", distribution.Select(share => Said.Number(Math.Round(share * 100, 2))))} %";

    private static string Told(CitedClaim cited, KnownEvidence evidence) =>
        $"{(cited.Stance == "opposes" ? "against: " : "")}{evidence.Claims.GetValueOrDefault(cited.Claim)?.Statement ?? cited.Claim.ToString()}";

    private static (string, string?) KeyOf(JudgmentAnswer judgment) => (judgment.Dimension, judgment.Perspective);
}
