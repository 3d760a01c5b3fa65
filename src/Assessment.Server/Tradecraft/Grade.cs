using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Assessment.Client.Rules;

namespace Assessment.Server.Tradecraft;

/// <summary>An Admiralty grade such as B2: how reliable the source, and how credible what it says; ordered from the best.</summary>
[JsonConverter(typeof(GradeConverter))]
[SuppressMessage("Design", "CA1036", Justification = "The best grade comes first, so B2 < C3 would say the opposite of what it reads as.")]
public readonly record struct Grade(Reliability Reliability, int Credibility) : IComparable<Grade>
{
    private const int CannotBeJudged = 6;

    private bool HasNoBasis => Reliability == Reliability.F || Credibility == CannotBeJudged;

    /// <summary>Whether the grade stands at B2 or before it, letter first, then digit; never with F or 6.</summary>
    public bool IsB2OrBetter => SubmissionRules.IsB2OrBetter(ToString());

    /// <summary>The grade of a claim: the reliability of the weakest judged link of its chain (F ones left aside), F if the origin is F.</summary>
    /// <param name="credibility">The claim's own digit, 1 to 6.</param>
    /// <param name="chain">The reliabilities of its sources: the origin first, the one we read last; at least one.</param>
    /// <exception cref="ArgumentException">The chain is empty or the digit is out of range.</exception>
    public static Grade Of(int credibility, IReadOnlyList<Reliability> chain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(credibility, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(credibility, CannotBeJudged);
        if (chain.Count == 0) throw new ArgumentException("A claim has at least one source.", nameof(chain));

        var weakest = chain[0] == Reliability.F ? Reliability.F : chain.Where(link => link != Reliability.F).Max();
        return new(weakest, credibility);
    }

    /// <summary>The first in the order of grades, or null when there is none.</summary>
    public static Grade? Best(IEnumerable<Grade> grades) => grades.Cast<Grade?>().Min();

    /// <summary>Reads a letter A to F and a digit 1 to 6, such as "B2".</summary>
    public static bool TryParse(string? text, out Grade grade)
    {
        grade = default;
        if (text is not [var letter, >= '1' and <= '6' and var digit] || !Codes.TryParse<Reliability>(letter.ToString(), out var reliability)) return false;
        grade = new(reliability, digit - '0');
        return true;
    }

    /// <summary>Best first: by letter, then digit, those with F or 6 behind all that have neither.</summary>
    public int CompareTo(Grade other) =>
        (HasNoBasis, Reliability, Credibility).CompareTo((other.HasNoBasis, other.Reliability, other.Credibility));

    public override string ToString() => $"{Codes.Of(Reliability)}{Credibility}";
}

/// <summary>A grade in JSON as it is written, "B2".</summary>
public sealed class GradeConverter : WrittenFormConverter<Grade>
{
    protected override string Form => "a grade from A1 to F6";

    protected override bool TryParse(string? text, out Grade value) => Grade.TryParse(text, out value);

    protected override string Written(Grade value) => value.ToString();
}
