using Assessment.Server.Assessments;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Picture;

/// <summary>What a picture is asked for: of which partnership as it was then, by whom, at which moment, about the world up to which date.</summary>
/// <param name="Partnership">The partnership as of the moment.</param>
/// <param name="Clearance">The reader's: what is marked above is not counted in anything.</param>
/// <param name="Moment">The moment asked for.</param>
/// <param name="ValidAt">Only judgments whose information cut-off is on or before it count; null for all.</param>
public sealed record Asking(PartnershipState Partnership, Marking Clearance, DateTimeOffset Moment, DateOnly? ValidAt = null);

/// <summary>
/// The one calculation behind every picture, current, past or replayed: from published judgments to what they add up to for
/// a reader. Pure: the same standings, moment and clearance always give the same picture.
/// </summary>
public static class Picturing
{
    /// <summary>How far back the trend looks.</summary>
    public static readonly TimeSpan TrendWindow = TimeSpan.FromDays(30);

    /// <summary>The time that the trend of a moment is against.</summary>
    public static DateTimeOffset TrendFrom(DateTimeOffset moment) =>
        moment - DateTimeOffset.MinValue < TrendWindow ? DateTimeOffset.MinValue : moment - TrendWindow;

    /// <param name="asking">For whom and for when.</param>
    /// <param name="held">Every published judgment that is in force at the moment, in any order.</param>
    /// <param name="heldBefore">Those in force 30 days before.</param>
    /// <param name="dissents">The dissents that are open at the moment, in any order; each assessment's are shown in that of their recording.</param>
    public static IReadOnlyList<DimensionAnswer> Of(
        Asking asking, IReadOnlyCollection<Standing> held, IReadOnlyCollection<Standing> heldBefore, IReadOnlyCollection<OpenDissent> dissents)
    {
        var partnership = asking.Partnership;
        var now = Latest(held, asking.Clearance, asking.ValidAt).ToLookup(standing => (standing.Dimension, standing.Perspective));
        var before = Latest(heldBefore, asking.Clearance, asking.ValidAt).ToLookup(standing => (standing.Dimension, standing.Perspective));
        var open = dissents.Where(dissent => dissent.Marking <= asking.Clearance)
            .OrderBy(dissent => dissent.RecordedAt).ThenBy(dissent => dissent.Dissent).ToLookup(dissent => (dissent.Assessment, dissent.Dimension, dissent.Perspective));
        var answers = partnership.Dimensions
            .SelectMany(dimension => partnership.PerspectivesOn(dimension).Select(perspective => (dimension, perspective)))
            .Select(question => Add(question.dimension, question.perspective, At(now, question), At(before, question), open, asking.Moment))
            .ToArray();
        return [.. answers.Select(answer => answer with { Asymmetry = AsymmetryOf(answer, answers, partnership.Parties) })];
    }

    /// <summary>Of each analyst the latest judgment by information cut-off, then by position, among those that the clearance shows and the date admits.</summary>
    public static IReadOnlyList<Standing> Latest(IEnumerable<Standing> held, Marking clearance, DateOnly? validAt = null) =>
        [.. held.Where(standing => standing.Marking <= clearance && !(standing.InformationCutOff > validAt))
            .GroupBy(standing => (standing.Dimension, standing.Perspective, standing.Analyst))
            .Select(mine => mine.OrderByDescending(standing => standing.InformationCutOff).ThenByDescending(standing => standing.Position).First().SeenBy(clearance))
            .OrderBy(standing => standing.Analyst, StringComparer.Ordinal)];

    private static Standing[] At(ILookup<(string, Perspective?), Standing> standings, (Dimension Dimension, Perspective? Perspective) question) =>
        [.. standings[(question.Dimension.Code, question.Perspective)]];

    private static DimensionAnswer Add(Dimension dimension, Perspective? perspective, Standing[] standings, Standing[] before,
        ILookup<(Guid, string, Perspective?), OpenDissent> dissents, DateTimeOffset moment)
    {
        var empty = new DimensionAnswer { Dimension = dimension.Code, Perspective = perspective, Name = dimension.Name };
        if (standings.Length == 0) return empty;

        int[] levels = [.. standings.Select(standing => standing.Judgment.Level)];
        var level = Ordinal.Median(levels);
        var latest = standings.Max(standing => standing.InformationCutOff);
        var origins = standings.SelectMany(standing => standing.Judgment.Origins).Distinct().Count();
        return empty with
        {
            Level = level,
            Lowest = levels.Min(),
            Highest = levels.Max(),
            Agreement = Math.Round(Ordinal.Consensus(levels), 6),
            Analysts = standings.Length,
            Likelihood = levels.Distinct().Count() == 1
                ? Likelihood.OfProbability(Math.Round(Ordinal.Median([.. standings.Select(standing => standing.Judgment.Likelihood.Probability)]), 6))
                : null,
            Distribution = LevelDistribution.Pool([.. standings.Select(standing => (standing.Judgment.Level, standing.Judgment.Likelihood.Probability, standing.Judgment.Distribution))]),
            Confidence = new(Holding(standings, Confidence.Low), Holding(standings, Confidence.Moderate), Holding(standings, Confidence.High)),
            Support = new(Marked(standings, SupportMark.Intact), Marked(standings, SupportMark.Weakened), Marked(standings, SupportMark.Lost)),
            Origins = origins,
            SingleSourced = origins < 2,
            BestGrade = Grade.Best(standings.SelectMany(standing => standing.Judgment.Supporting).Select(claim => claim.Grade)),
            LatestCutOff = latest,
            Stale = latest.AddDays(dimension.ReviewDays) < DateOnly.FromDateTime(moment.UtcDateTime),
            Trend = TrendOf(level, before),
            Standings = [.. standings.Select(Show)],
            Dissents = [.. standings.SelectMany(standing => dissents[(standing.Assessment, standing.Dimension, standing.Perspective)])
                .Select(open => new PictureDissent(open.Assessment, open.Dissent, open.Analyst, open.Marking, open.Level, open.Rationale, open.RecordedAt, open.Joiners))],
        };
    }

    private static int Holding(Standing[] standings, Confidence confidence) => standings.Count(standing => standing.Judgment.Confidence == confidence);

    private static int Marked(Standing[] standings, SupportMark mark) => standings.Count(standing => standing.Judgment.Support == mark);

    private static Trend TrendOf(double level, Standing[] before)
    {
        if (before.Length == 0) return Trend.New;
        return level.CompareTo(Ordinal.Median([.. before.Select(standing => standing.Judgment.Level)])) switch
        {
            > 0 => Trend.Up,
            < 0 => Trend.Down,
            _ => Trend.Steady,
        };
    }

    /// <summary>level(A>B) − level(B>A), A before B among the parties; null while one of the two is not assessed.</summary>
    private static double? AsymmetryOf(DimensionAnswer answer, DimensionAnswer[] all, IReadOnlyList<string> parties)
    {
        if (answer.Perspective is not { } perspective) return null;
        var mirrored = all.Single(other => other.Dimension == answer.Dimension && other.Perspective == perspective.Turned());
        var inOrder = parties.ToList().IndexOf(perspective.From) < parties.ToList().IndexOf(perspective.Toward);
        return inOrder ? answer.Level - mirrored.Level : mirrored.Level - answer.Level;
    }

    private static StandingAnswer Show(Standing standing)
    {
        var origins = standing.Judgment.Origins.Count();
        return new(standing.Assessment, standing.Revision, standing.Analyst, standing.Judgment.Level, standing.Judgment.Likelihood, standing.Judgment.Confidence,
            standing.InformationCutOff, standing.PublishedAt, standing.Position, standing.Marked, [.. standing.Judgment.Claims.Select(claim => claim.Claim)],
            origins, origins < 2, Backdating.Is(standing.InformationCutOff, standing.PublishedAt), standing.Judgment.Support, standing.Judgment.Distribution) { MarkingNow = standing.Marking };
    }
}
