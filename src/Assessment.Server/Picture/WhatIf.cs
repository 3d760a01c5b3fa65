using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Picture;

/// <summary>A source or a claim to be thought away.</summary>
public readonly record struct Without(bool IsSource, Guid Id) : IQueryValue<Without>
{
    public static string Form => "source:<id> or claim:<id>";

    public static bool TryRead(string text, out Without value)
    {
        value = default;
        var parts = text.Split(':', 2);
        if (parts is not ["source" or "claim", { } id] || !Guid.TryParseExact(id, "D", out var guid)) return false;
        value = new Without(parts[0] == "source", guid);
        return true;
    }
}

/// <summary>What a dimension would lose: its level and distribution before and after, the judgments that fall out and those that are weakened.</summary>
public sealed record WhatIfChange(
    string Dimension, Perspective? Perspective, double? Before, double? After, int AnalystsBefore, int AnalystsAfter,
    IReadOnlyList<Guid> FallOut, IReadOnlyList<Guid> Weakened, LevelDistribution? DistributionBefore, LevelDistribution? DistributionAfter);

/// <summary>The picture without some evidence. Pure; nothing of it is stored.</summary>
public static class WhatIf
{
    /// <summary>The standings that are left: those that lose every supporting claim fall out, those that lose one are weakened.</summary>
    /// <param name="held">The standings as they are.</param>
    /// <param name="without">What is thought away.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="evidence">The cited claims, with their chains as known at the moment.</param>
    public static IReadOnlyList<Standing> Left(IEnumerable<Standing> held, IReadOnlyList<Without> without, CitedEvidence evidence, Actor actor)
    {
        var claims = without.Where(what => !what.IsSource).Select(what => what.Id).ToHashSet();
        // With a source go those that are one with it; one that the actor may not see is no source at all.
        var sources = without.Where(what => what.IsSource && evidence.Sees(actor, what.Id)).Select(what => evidence.SurvivorOf(what.Id)).ToHashSet();
        bool Gone(StandingClaim cited) => claims.Contains(cited.Claim)
            || (evidence.Claim(cited.Claim) is { } claim && claim.Chain.Any(source => evidence.Sees(actor, source) && sources.Contains(evidence.SurvivorOf(source))));

        var left = new List<Standing>();
        foreach (var standing in held)
        {
            if (!standing.Judgment.Supporting.Any(Gone)) left.Add(standing);
            else if (!standing.Judgment.Supporting.All(Gone))
                left.Add(standing with { Judgment = standing.Judgment with { Support = SupportMark.Weakened, Claims = [.. standing.Judgment.Claims.Where(cited => !Gone(cited))] } });
        }

        return left;
    }

    /// <summary>Dimension by dimension what would change; dimensions that would not are left out.</summary>
    public static IReadOnlyList<WhatIfChange> Changes(IReadOnlyList<DimensionAnswer> before, IReadOnlyList<DimensionAnswer> after) =>
        [.. before.Zip(after).Where(pair => !Same(pair.First, pair.Second)).Select(pair => new WhatIfChange(
            pair.First.Dimension, pair.First.Perspective, pair.First.Level, pair.Second.Level, pair.First.Analysts, pair.Second.Analysts,
            [.. Assessments(pair.First).Except(Assessments(pair.Second))],
            [.. pair.Second.Standings.Where(standing => pair.First.Standings.Any(same => same.Assessment == standing.Assessment && same.Claims.Count != standing.Claims.Count)).Select(standing => standing.Assessment)],
            pair.First.Distribution, pair.Second.Distribution))];

    private static bool Same(DimensionAnswer one, DimensionAnswer other) =>
        one.Standings.Count == other.Standings.Count
        && one.Standings.Zip(other.Standings).All(pair => pair.First.Assessment == pair.Second.Assessment && pair.First.Claims.Count == pair.Second.Claims.Count);

    private static IEnumerable<Guid> Assessments(DimensionAnswer answer) => answer.Standings.Select(standing => standing.Assessment);
}
