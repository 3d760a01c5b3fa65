using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Picture;

/// <summary>
/// The one calculation behind every picture, current, past or replayed: from published judgments to what they add up to for
/// a reader. Pure: the same standings, moment and clearance always give the same picture.
/// </summary>
public static class Picturing
{
    /// <summary>How far back the trend looks.</summary>
    public static readonly TimeSpan TrendWindow = TimeSpan.FromDays(30);

    /// <param name="partnership">The partnership as of the moment.</param>
    /// <param name="held">Every published judgment that is in force at the moment, in any order.</param>
    /// <param name="heldBefore">Those in force 30 days before.</param>
    /// <param name="clearance">The reader's: what is marked above is not counted in anything.</param>
    /// <param name="moment">The moment asked for.</param>
    public static IReadOnlyList<DimensionAnswer> Of(
        PartnershipState partnership, IReadOnlyCollection<Standing> held, IReadOnlyCollection<Standing> heldBefore, Marking clearance, DateTimeOffset moment)
    {
        var now = ByQuestion(held, clearance);
        var before = ByQuestion(heldBefore, clearance);
        var answers = partnership.Dimensions
            .SelectMany(dimension => partnership.PerspectivesOn(dimension).Select(perspective => (dimension, perspective)))
            .Select(question => Add(question.dimension, question.perspective, At(now, question), At(before, question), moment))
            .ToArray();
        return [.. answers.Select(answer => answer with { Asymmetry = AsymmetryOf(answer, answers, partnership.Parties) })];
    }

    /// <summary>Of each analyst the latest judgment by information cut-off, then by position, among those the clearance shows.</summary>
    public static IReadOnlyList<Standing> Latest(IEnumerable<Standing> held, Marking clearance) =>
        [.. held.Where(standing => standing.Marking <= clearance)
            .GroupBy(standing => (standing.Dimension, standing.Perspective, standing.Analyst))
            .Select(mine => mine.OrderByDescending(standing => standing.InformationCutOff).ThenByDescending(standing => standing.Position).First())
            .OrderBy(standing => standing.Analyst, StringComparer.Ordinal)];

    private static ILookup<(string, Perspective?), Standing> ByQuestion(IReadOnlyCollection<Standing> held, Marking clearance) =>
        Latest(held, clearance).ToLookup(standing => (standing.Dimension, standing.Perspective));

    private static Standing[] At(ILookup<(string, Perspective?), Standing> standings, (Dimension Dimension, Perspective? Perspective) question) =>
        [.. standings[(question.Dimension.Code, question.Perspective)]];

    private static DimensionAnswer Add(Dimension dimension, Perspective? perspective, Standing[] standings, Standing[] before, DateTimeOffset moment)
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
            Likelihood = Likelihood.OfProbability(Math.Round(Ordinal.Median([.. standings.Select(standing => standing.Judgment.Likelihood.Probability)]), 6)),
            Confidence = new(Holding(standings, Confidence.Low), Holding(standings, Confidence.Moderate), Holding(standings, Confidence.High)),
            Support = new(standings.Length, 0, 0),
            Origins = origins,
            SingleSourced = origins < 2,
            BestGrade = Grade.Best(standings.SelectMany(standing => standing.Judgment.Supporting).Select(claim => claim.Grade)),
            LatestCutOff = latest,
            Stale = latest.AddDays(dimension.ReviewDays) < DateOnly.FromDateTime(moment.UtcDateTime),
            Trend = TrendOf(level, before),
            Standings = [.. standings.Select(Show)],
        };
    }

    private static int Holding(Standing[] standings, Confidence confidence) => standings.Count(standing => standing.Judgment.Confidence == confidence);

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
        var mirrored = all.Single(other => other.Dimension == answer.Dimension && other.Perspective == new Perspective(perspective.Toward, perspective.From));
        var inOrder = parties.ToList().IndexOf(perspective.From) < parties.ToList().IndexOf(perspective.Toward);
        return inOrder ? answer.Level - mirrored.Level : mirrored.Level - answer.Level;
    }

    private static StandingAnswer Show(Standing standing)
    {
        var origins = standing.Judgment.Origins.Count();
        return new(standing.Assessment, standing.Revision, standing.Analyst, standing.Judgment.Level, standing.Judgment.Likelihood, standing.Judgment.Confidence,
            standing.InformationCutOff, standing.PublishedAt, standing.Position, standing.Marking, [.. standing.Judgment.Claims.Select(claim => claim.Claim)],
            origins, origins < 2, "intact");
    }
}
