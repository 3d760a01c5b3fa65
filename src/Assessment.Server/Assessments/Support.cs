using Assessment.Server.Evidence;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Assessments;

/// <summary>How what a published judgment rests on has held since it was published.</summary>
public enum SupportMark { Intact, Weakened, Lost }

/// <summary>Derives support from the claims as they were cited and as they are known now.</summary>
public static class Support
{
    /// <summary>
    /// Lost when every supporting claim is withdrawn; weakened when one was withdrawn or downgraded or the number of their
    /// origins fell; claims that oppose weaken nothing.
    /// </summary>
    public static SupportMark Of(JudgmentPublished judgment, CitedEvidence evidence)
    {
        var supporting = judgment.Claims.Where(citation => citation.Stance is Stance.Supports).ToArray();
        var now = supporting.Select(citation => (Then: citation, Claim: evidence.Claim(citation.Claim))).ToArray();
        if (now.All(cited => cited.Claim is null or { Withdrawn: true })) return SupportMark.Lost;

        var originsThen = supporting.Select(citation => citation.Origin).OfType<Guid>().Distinct().Count();
        var weakened = now.Any(cited => cited.Claim is null or { Withdrawn: true } || evidence.GradeOf(cited.Claim).CompareTo(cited.Then.Grade) > 0)
            || evidence.OriginsOf(supporting.Select(citation => citation.Claim)).Count < originsThen;
        return weakened ? SupportMark.Weakened : SupportMark.Intact;
    }
}

/// <summary>Late entries are allowed and shown.</summary>
public static class Backdating
{
    public const int Days = 7;

    /// <summary>Whether information of that day was recorded more than 7 days later.</summary>
    public static bool Is(DateOnly informationCutOff, DateTimeOffset recordedAt) =>
        DateOnly.FromDateTime(recordedAt.UtcDateTime).DayNumber - informationCutOff.DayNumber > Days;
}
