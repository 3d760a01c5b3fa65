using Assessment.Server.Evidence;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Assessments;

/// <summary>How what a published judgment rests on has held since it was published or reaffirmed.</summary>
public enum SupportMark { Intact, Weakened, Lost }

/// <summary>Derives support from the claims as they were cited and as they are known now.</summary>
public static class Support
{
    /// <summary>
    /// Lost when every supporting claim is withdrawn; weakened when one was withdrawn or downgraded or the number of their
    /// origins fell. Claims that oppose weaken nothing. Once weakened it stays so: somebody has to look.
    /// </summary>
    /// <param name="before">The mark so far.</param>
    /// <param name="cited">The citations as they were at publication or at the last reaffirmation.</param>
    /// <param name="now">The same citations as they are known now.</param>
    public static SupportMark Of(SupportMark before, IReadOnlyList<PublishedCitation> cited, IReadOnlyList<PublishedCitation> now)
    {
        var then = cited.Where(citation => citation.Stance is Stance.Supports).ToDictionary(citation => citation.Claim);
        var standing = now.Where(citation => citation.Stance is Stance.Supports && citation.Withdrawn is not true).ToArray();
        if (before is SupportMark.Lost || standing.Length == 0) return SupportMark.Lost;
        if (before is SupportMark.Weakened || standing.Length < then.Values.Count(citation => citation.Withdrawn is not true)) return SupportMark.Weakened;
        if (standing.Any(citation => citation.Grade.CompareTo(then[citation.Claim].Grade) > 0)) return SupportMark.Weakened;
        return Origins(standing) < Origins(then.Values) ? SupportMark.Weakened : SupportMark.Intact;
    }

    /// <summary>A citation as the evidence knows it now; one whose claim cannot be found any more counts as withdrawn.</summary>
    public static PublishedCitation Of(Guid claim, Stance stance, CitedEvidence evidence)
    {
        if (evidence.Claim(claim) is not { } known) return new(claim, stance, new Grade(Reliability.F, 6), null, true);
        var named = evidence.Sources.TryGetValue(evidence.OriginOf(known), out var origin) && origin.CountsAsOrigin;
        return new(claim, stance, evidence.GradeOf(known), named ? origin!.Id : null, known.Withdrawn ? true : null);
    }

    private static int Origins(IEnumerable<PublishedCitation> citations) =>
        citations.Where(citation => citation.Withdrawn is not true).Select(citation => citation.Origin).OfType<Guid>().Distinct().Count();
}

/// <summary>Late entries are allowed and shown.</summary>
public static class Backdating
{
    public const int Days = 7;

    /// <summary>Whether information of that day was recorded more than 7 days later.</summary>
    public static bool Is(DateOnly informationCutOff, DateTimeOffset recordedAt) =>
        DateOnly.FromDateTime(recordedAt.UtcDateTime).DayNumber - informationCutOff.DayNumber > Days;
}
