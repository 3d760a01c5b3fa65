namespace Assessment.Client.Rules;

/// <summary>A judgment as the rules of submission weigh it.</summary>
/// <param name="Probability">What it gives its level, when it says nothing of the others; null when it gives a distribution.</param>
public sealed record WeighedJudgment(
    string Dimension, string? Perspective, string Rationale, string Confidence, IReadOnlyList<WeighedClaim> Claims, double? Probability = null)
{
    /// <summary>Distinct origins of what supports it and is not withdrawn.</summary>
    public int Origins => Claims.Where(claim => claim is { Supports: true, Withdrawn: false }).Select(claim => claim.Origin).OfType<Guid>().Distinct().Count();

    /// <summary>As a sentence names it.</summary>
    public string Name => Perspective is null ? $"'{Dimension}'" : $"'{Dimension}' ({Perspective})";
}

/// <summary>A cited claim as it is known now.</summary>
/// <param name="Id">The claim.</param>
/// <param name="Supports">False when it speaks against the judgment.</param>
/// <param name="IsKnown">Whether it is a claim on the partnership that the author may see.</param>
/// <param name="Withdrawn">Whether it can be cited no longer.</param>
/// <param name="Marking">Its marking word; null when it is not known.</param>
/// <param name="Grade">Its Admiralty grade; null when it is not known.</param>
/// <param name="Origin">The source it came from first; null when nobody can name that.</param>
public sealed record WeighedClaim(Guid Id, bool Supports, bool IsKnown, bool Withdrawn, string? Marking, string? Grade, Guid? Origin);

/// <summary>A rule that a text does not keep: its code, and the sentence that says what to do.</summary>
public sealed record BrokenRule(string Code, string Sentence);

/// <summary>What is asked of a text that others will read and rely on: the server refuses by it, and who writes is warned by it.</summary>
public static class SubmissionRules
{
    public const int RationaleLength = 20;

    /// <summary>A level without a distribution is held only by who finds it at least as likely as not.</summary>
    public const double Even = 0.5;

    private static readonly string[] Order = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];

    /// <summary>The markings, from the most open to the most closed.</summary>
    public static IReadOnlyList<string> Markings => Order;

    /// <summary>The standards of the trade that a partnership may ask of every submission: those that a text can be seen to miss.</summary>
    public static IReadOnlyList<string> Standards { get; } = ["sources", "uncertainty", "assumptions", "alternatives", "sourcing"];

    /// <summary>Every rule the text does not keep, judgment by judgment; the first is what the server refuses it for.</summary>
    public static IEnumerable<BrokenRule> BrokenBy(IReadOnlyList<WeighedJudgment> judgments, string marking) => judgments.Count == 0
        ? [new("nothing-to-submit", "Judge at least one dimension before you submit.")]
        : judgments.SelectMany(judgment => BrokenBy(judgment, marking));

    /// <summary>Every rule that one judgment does not keep.</summary>
    public static IEnumerable<BrokenRule> BrokenBy(WeighedJudgment judgment, string marking)
    {
        if (Characters.CountSeen(judgment.Rationale) < RationaleLength)
            yield return new("rationale-missing", $"{judgment.Name} needs a rationale of {RationaleLength} characters or more.");
        if (!judgment.Claims.Any(claim => claim.Supports))
            yield return new("uncited-judgment", $"{judgment.Name} cites no claim that supports it; cite at least one.");
        if (judgment.Probability < Even)
            yield return new("likelihood-below-even", $"{judgment.Name} is held less likely than not; take the level that you hold most likely, or give a distribution.");

        foreach (var claim in judgment.Claims)
        {
            if (BrokenBy(claim) is { } broken) yield return broken;
            else if (IsAbove(claim.Marking!, marking))
                yield return new("marking-below-evidence", $"{judgment.Name} cites a claim marked {claim.Marking}; mark the assessment at least as high.");
        }

        if (judgment.Confidence == "high" && !BearsHighConfidence(judgment))
            yield return new("confidence-outruns-evidence", $"High confidence in {judgment.Name} needs two independent origins among the supporting claims, one of them graded B2 or better.");
    }

    /// <summary>A cited claim exists, is visible, belongs to the partnership and is not withdrawn. Null when all of that holds.</summary>
    public static BrokenRule? BrokenBy(WeighedClaim claim) =>
        !claim.IsKnown ? new("unknown-claim", $"{claim.Id} is cited, which is no claim on this partnership that you may see.") :
        claim.Withdrawn ? new("claim-withdrawn", $"{claim.Id} is cited, which has been withdrawn; cite another or reconsider.") :
        null;

    /// <summary>Whether a marking is more closed than another.</summary>
    public static bool IsAbove(string marking, string other) => PlaceOf(marking) > PlaceOf(other);

    /// <summary>Whether a grade stands at B2 or before it, letter first, then digit; never with F or 6.</summary>
    public static bool IsB2OrBetter(string? grade) => grade is ['A', >= '1' and <= '5'] or ['B', '1' or '2'];

    private static bool BearsHighConfidence(WeighedJudgment judgment) =>
        judgment.Origins >= 2 && judgment.Claims.Any(claim => claim.Supports && IsB2OrBetter(claim.Grade));

    private static int PlaceOf(string marking) => Array.IndexOf(Order, marking) is var place and >= 0
        ? place
        : throw new ArgumentOutOfRangeException(nameof(marking), marking, "There is no such marking.");
}
