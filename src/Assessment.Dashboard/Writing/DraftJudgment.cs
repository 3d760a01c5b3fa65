using System.Globalization;
using System.Text.Json.Serialization;
using Assessment.Client;
using Assessment.Client.Rules;
using Assessment.Dashboard.Evidence;
using Assessment.Dashboard.Layout;

namespace Assessment.Dashboard.Writing;

/// <summary>A judgment being written.</summary>
public sealed class DraftJudgment
{
    /// <summary>Tells its fields from those of another, also of one on the same dimension that was taken out before.</summary>
    public string Id { get; set; } = Guid.NewGuid().ToString("N")[..8];

    public string Dimension { get; set; } = "";

    public string? Perspective { get; set; }

    public int? Level { get; set; }

    public LikelihoodSaid? Likelihood { get; set; }

    /// <summary>What each level is given, as typed, in per cent, the first for level 1; nothing in any when no distribution is given.</summary>
    public List<string> Shares { get; set; } = [.. Enumerable.Repeat("", Distributions.Levels)];

    public string Confidence { get; set; } = "";

    public string Rationale { get; set; } = "";

    public List<Citation> Claims { get; set; } = [];

    /// <summary>One a line.</summary>
    public string Alternatives { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Assumptions { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Indicators { get; set; } = "";

    /// <summary>What it still needs before the service takes it.</summary>
    [JsonIgnore]
    public IEnumerable<Fault> Faults
    {
        get
        {
            if (Level is not (>= 1 and <= 5)) yield return new($"{Id}.level", "choose a level.");
            if (GivesDistribution && DistributionFault is { } fault) yield return new($"{Id}.share1", fault);
            else if (!GivesDistribution && Probability is null) yield return new($"{Id}.likelihood", "say how likely it is.");
            else if (!GivesDistribution && !Yardstick.IsInRange(Probability!.Value)) yield return new($"{Id}.likelihood", "analysis does not deal in certainty: 1 to 99 %.");
            if (Confidence.Length == 0) yield return new($"{Id}.confidence", "choose the confidence in its basis.");
        }
    }

    public bool IsComplete => Level is >= 1 and <= 5 && Confidence.Length > 0
        && (GivesDistribution ? DistributionFault is null : Probability is { } probability && Yardstick.IsInRange(probability));

    [JsonIgnore]
    public bool GivesDistribution => Shares.Any(share => !string.IsNullOrWhiteSpace(share));

    /// <summary>What is typed as a distribution; a level that nothing was typed for has nothing.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Distribution =>
        [.. Shares.Select(share => string.IsNullOrWhiteSpace(share) ? 0 : double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? Math.Round(percent / 100, 6) : double.NaN)];

    /// <summary>What keeps the distribution from being taken; null when nothing does.</summary>
    [JsonIgnore]
    public string? DistributionFault =>
        Distribution is var shares && Distributions.FaultOf(shares) is { } fault
            ? shares.All(share => share is >= 0 and <= 1) ? $"The five shares add up to {Words.Said.Number(Math.Round(shares.Sum() * 100, 2))} %, not to 100 %." : fault :
        !Yardstick.IsInRange(shares.Max()) ? "Analysis does not deal in certainty: no level has more than 99 %." :
        Level is { } level && !Distributions.IsMostLikely(shares, level) ? "Another level than the chosen one is the most probable; choose that one." :
        null;

    /// <summary>The word, whether it was said so or follows from the number; empty when nothing was said, or something outside of the yardstick.</summary>
    [JsonIgnore]
    public string Term
    {
        get => Likelihood?.Term ?? (Probability is { } probability && Yardstick.TermOf(probability) is { } term ? Yardstick.Terms[term] : "");
        set => Likelihood = value.Length == 0 ? null : new(Term: value);
    }

    /// <summary>The number as typed, in per cent; that of a word is the middle of its band.</summary>
    [JsonIgnore]
    public string Percent
    {
        get => Probability switch
        {
            { } likely when Yardstick.IsInRange(likely) => Yardstick.Percent(likely, 4).ToString("0.####", CultureInfo.InvariantCulture),
            { } typed => Math.Round(typed * 100, 4).ToString(CultureInfo.InvariantCulture),
            null => "",
        };
        set => Likelihood = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) && double.IsFinite(percent) ? new(Probability: Math.Round(percent / 100, 6)) : null;
    }

    /// <summary>What the number or the word stands for; null when nothing was said.</summary>
    [JsonIgnore]
    public double? Probability => Likelihood switch
    {
        { Term: { } term } when PlaceOf(term) is { } place && Yardstick.Band(place) is var (low, high) => Yardstick.Middle(low, high),
        { Probability: { } probability } => probability,
        { Low: { } low, High: { } high } => Yardstick.Middle(low, high),
        _ => null,
    };

    /// <summary>The band of what was said, to be drawn; null when it has none.</summary>
    [JsonIgnore]
    public Likelihood? Shown
    {
        get
        {
            if (Probability is not { } probability || Yardstick.TermOf(probability) is not { } term) return null;
            var (low, high) = Likelihood is { Low: { } given, High: { } other } ? (given, other) : Yardstick.Band(term);
            return new(probability, low, high, Yardstick.Terms[term], null);
        }
    }

    /// <summary>The field that cures a rule which a judgment does not keep.</summary>
    public static string FieldOf(DraftJudgment judgment, string code) => code switch
    {
        "rationale-missing" => $"{judgment.Id}.rationale",
        "confidence-outruns-evidence" => $"{judgment.Id}.confidence",
        "marking-below-evidence" => "marking",
        _ => $"{judgment.Id}-cites",
    };

    public static DraftJudgment Of(JudgmentAnswer judgment) => new()
    {
        Dimension = judgment.Dimension,
        Perspective = judgment.Perspective,
        Level = judgment.Level,
        Likelihood = judgment.Distribution is null ? Said(judgment.Likelihood) : null,
        Shares = [.. Enumerable.Range(0, Distributions.Levels).Select(at => judgment.Distribution is { } shares ? Math.Round(shares[at] * 100, 4).ToString(CultureInfo.InvariantCulture) : "")],
        Confidence = judgment.Confidence,
        Rationale = judgment.Rationale,
        Claims = [.. judgment.Claims.Select(cited => new Citation(cited.Claim, cited.Stance))],
        Alternatives = string.Join('\n', judgment.Alternatives),
        Assumptions = string.Join('\n', judgment.Assumptions),
        Indicators = string.Join('\n', judgment.Indicators),
    };

    public NewJudgment Judgment() => new(
        Dimension, Perspective, Level!.Value, GivesDistribution ? null : Likelihood, Confidence, Rationale, [.. Claims], Lines(Alternatives), Lines(Assumptions), Lines(Indicators),
        GivesDistribution ? Distribution : null);

    /// <summary>As the rules of submission weigh it.</summary>
    public WeighedJudgment Weigh(KnownEvidence evidence, string partnership) =>
        new(Dimension, Perspective, Rationale, Confidence, [.. Claims.Select(cited => evidence.Weigh(cited.Claim, cited.Stance, partnership))], GivesDistribution ? null : Probability);

    // A word alone stands for its whole band; whatever else was answered was said as a number or as a band of its own.
    private static LikelihoodSaid Said(Likelihood likelihood)
    {
        var (low, high) = PlaceOf(likelihood.Term) is { } place ? Yardstick.Band(place) : (double.NaN, double.NaN);
        if ((likelihood.Low, likelihood.High) != (low, high)) return new(Low: likelihood.Low, High: likelihood.High);
        return likelihood.Probability == Yardstick.Middle(low, high) ? new(Term: likelihood.Term) : new(Probability: likelihood.Probability);
    }

    private static int? PlaceOf(string term)
    {
        for (var place = 0; place < Yardstick.Terms.Count; place++)
            if (Yardstick.Terms[place] == term) return place;
        return null;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
