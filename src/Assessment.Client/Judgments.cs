namespace Assessment.Client;

/// <summary>How likely something is, said in one of three ways: a probability, a term, or a band.</summary>
public sealed record LikelihoodSaid(double? Probability = null, string? Term = null, double? Low = null, double? High = null);

/// <summary>How likely something is, in all three ways; <c>Phia</c> is null where the UK yardstick leaves a gap.</summary>
public sealed record Likelihood(double Probability, double Low, double High, string Term, string? Phia);

/// <summary>A claim that a judgment rests on, or that speaks against it.</summary>
public sealed record Citation(Guid Claim, string Stance);

/// <summary>The level of one dimension as an analyst sees it, with everything it rests on.</summary>
/// <param name="Likelihood">How likely the level is; follows from a distribution when there is one.</param>
/// <param name="Distribution">What the analyst gives each of the five levels, as probabilities; null when nothing is said of the others.</param>
public sealed record NewJudgment(
    string Dimension,
    string? Perspective,
    int Level,
    LikelihoodSaid? Likelihood,
    string Confidence,
    string Rationale,
    IReadOnlyList<Citation> Claims,
    IReadOnlyList<string>? Alternatives = null,
    IReadOnlyList<string>? Assumptions = null,
    IReadOnlyList<string>? Indicators = null,
    IReadOnlyList<double>? Distribution = null);

/// <summary>A cited claim as it stands now; a draft may cite what does not exist, which has no grade.</summary>
public sealed record CitedClaim(Guid Claim, string Stance, string? Grade, bool? Withdrawn);

/// <summary>A judgment as the server answers it, with what is derived from its evidence; support and backdating are told of published ones.</summary>
public sealed record JudgmentAnswer(
    string Dimension,
    string? Perspective,
    int Level,
    string Label,
    Likelihood Likelihood,
    string Confidence,
    string Rationale,
    IReadOnlyList<CitedClaim> Claims,
    IReadOnlyList<string> Alternatives,
    IReadOnlyList<string> Assumptions,
    IReadOnlyList<string> Indicators,
    int Origins,
    bool SingleSourced,
    string? Support,
    bool? Backdated,
    string Statement,
    IReadOnlyList<double>? Distribution = null);
