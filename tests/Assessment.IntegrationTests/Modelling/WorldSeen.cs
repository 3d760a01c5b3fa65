using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assessment.IntegrationTests.Modelling;

/// <summary>What is seen of the world: as much of the service's answers as the domain determines.</summary>
internal sealed partial class World
{
    private static readonly (double From, string Word)[] Terms =
    [
        (0.01, "almost-no-chance"), (0.05, "very-unlikely"), (0.20, "unlikely"), (0.45, "roughly-even-chance"), (0.55, "likely"), (0.80, "very-likely"), (0.95, "almost-certain"),
    ];

    public bool SeesPaper(Actor who, int paper) => paper < Papers.Count && (ShowsPublished(who, Papers[paper]) || ShowsPending(who, Papers[paper]));

    /// <summary>Each dimension from each of its perspectives, in the catalogue's order.</summary>
    public IEnumerable<Question> Questions() => Dimensions.SelectMany(dimension => dimension.Directed
        ? from one in Parties from other in Parties where one != other select new Question(dimension.Code, $"{one}>{other}")
        : [new Question(dimension.Code, null)]);

    /// <summary>The picture for a clearance: at a moment, of judgments with a cut-off up to a date, without some claims.</summary>
    public JsonArray Picture(int clearance, DateTimeOffset moment, DateOnly? validAt = null, Func<int, bool>? without = null)
    {
        var standings = Standings(clearance, validAt).Select(standing => without is null ? standing : standing.Without(without)).OfType<Standing>().ToLookup(standing => standing.On);
        var levels = Questions().ToDictionary(question => question, question => Median([.. standings[question].Select(standing => (double)standing.Judgment.Text.Level)]));
        return [.. Questions().Select(question => Entry(question, [.. standings[question]], levels, clearance, DateOnly.FromDateTime(moment.UtcDateTime)))];
    }

    /// <summary>The claims that go when some claims and sources are thought away.</summary>
    public Func<int, bool> Without(Actor who, int[] claims, int[] sources)
    {
        var gone = Claims.Index().Where(claim => sources.Any(source => CameFrom(who, claim.Index, source))).Select(claim => claim.Index).ToHashSet();
        return claim => claims.Contains(claim) || gone.Contains(claim);
    }

    /// <summary>Whether somebody may know that a claim came through a source, or one that is one with it.</summary>
    public bool CameFrom(Actor who, int claim, int source) =>
        SeesSource(who, source) && SeesClaim(who, claim) && Claims[claim].Chain.Any(link => SeesSource(who, link) && Survivor(link) == Survivor(source));

    public bool SeesSource(Actor who, int source) => source < Sources.Count && who.Sees((IsOver ? end! : this).Sources[source].Marking);

    /// <summary>How a claim is marked when it is looked at.</summary>
    private int Decides(int claim) => (IsOver ? end! : this).Claims[claim].Marking;

    /// <summary>What a text, marked as it is now, is marked when it is looked at.</summary>
    private int Decides(Paper paper, int marking, int revision) => Ahead(paper).Aggregate(marking, (marked, remarking) => remarking.Of(marked, revision));

    private int Decides(Paper paper, OpenDissent dissent) => Ahead(paper).Aggregate(dissent.Marking, (marked, remarking) => remarking.Of(marked, dissent));

    private IEnumerable<Remarking> Ahead(Paper paper) => IsOver ? end!.Papers[paper.Number].Remarkings.Skip(paper.Remarkings.Count) : [];

    /// <summary>A source as somebody sees it; null when it does not exist for them.</summary>
    public JsonNode? SourceSeen(Actor who, int number) => !SeesSource(who, number) ? null : Json(new
    {
        id = Id('s', number),
        kind = Sources[number].Kind,
        reliability = $"{Sources[Survivor(number)].Reliability}",
        marking = Markings[Sources[number].Marking],
        mergedInto = Sources[number].MergedInto is { } into ? Told(who, into) : null,
        aliases = Enumerable.Range(0, Sources.Count).Where(other => other != number && SeesSource(who, other) && Path(other).Contains(number)).Select(other => Id('s', other)).Order(),
        version = Sources[number].Version,
    });

    private string Told(Actor who, int source) => SeesSource(who, source) ? $"{Id('s', source)}" : "withheld";

    /// <summary>An assessment as somebody sees it; null when it does not exist for them.</summary>
    public JsonNode? PaperSeen(Actor who, int number)
    {
        if (!SeesPaper(who, number)) return null;
        var paper = Papers[number];
        var published = ShowsPublished(who, paper) ? paper.Published : null;
        var pending = ShowsPending(who, paper) ? paper.Pending : null;
        return Json(new
        {
            id = Id('a', number),
            author = paper.Author,
            status = published is null ? pending!.Status : paper.Retracted ? "retracted" : "published",
            revision = published?.Revision ?? pending!.Revision,
            marking = Markings[published?.Text.Marking ?? pending!.Text.Marking],
            published = published is null ? null : Json(new
            {
                revision = published.Revision,
                informationCutOff = CutOff(published.Text),
                publishedAt = published.At,
                position = published.Position,
                approvedBy = published.ApprovedBy,
                judgments = published.Judgments.Select(judgment => JudgmentSeen(who, judgment.Text, judgment.ShownSupport, IsBackdated(published), typed: false)),
            }),
            pending = pending is null ? null : Json(new
            {
                revision = pending.Revision,
                status = pending.Status,
                informationCutOff = CutOff(pending.Text),
                marking = Markings[pending.Text.Marking],
                judgments = pending.Text.Judgments.Select(judged => JudgmentSeen(who, judged, null, null, typed: who.Name == paper.Author)),
                approvedBy = pending.ApprovedBy,
            }),
            dissents = paper.Dissents.Where(dissent => who.Sees(Decides(paper, dissent))).Select(dissent => DissentSeen(who, dissent)),
        });
    }

    public JsonNode? ClaimSeen(Actor who, int number)
    {
        if (!SeesClaim(who, number)) return null;
        var claim = Claims[number];
        return Json(new
        {
            id = Id('c', number),
            chain = claim.Chain.Select(source => Told(who, source)),
            credibility = claim.Credibility,
            marking = Markings[claim.Marking],
            corroborates = claim.Corroborates.Where(other => SeesClaim(who, other)).Select(other => Id('c', other)),
            contradicts = claim.Contradicts.Where(other => SeesClaim(who, other)).Select(other => Id('c', other)),
            grade = GradeOf(number),
            origin = SeesSource(who, claim.Chain[0]) ? Told(who, Survivor(claim.Chain[0])) : "withheld",
            withdrawn = claim.Withdrawn,
        });
    }

    /// <summary>How many published assessments that somebody sees cite a claim.</summary>
    public int CitedBy(Actor who, int claim) =>
        Papers.Count(paper => !paper.Retracted && ShowsPublished(who, paper) && paper.Published!.Text.Judgments.Any(judged => judged.Claims.Any(cited => cited.Claim == claim)));

    /// <summary>The assessments that somebody finds by their support, newest first; null finds all they see.</summary>
    public JsonArray Found(Actor who, string? support) =>
        [.. Papers.Where(paper => SeesPaper(who, paper.Number)).Where(paper => support is null || (!paper.Retracted && ShowsPublished(who, paper) && paper.Published!.Judgments.Any(judgment => judgment.ShownSupport == support)))
            .OrderByDescending(paper => paper.Since).Select(paper => PaperSeen(who, paper.Number))];

    private bool SeesClaim(Actor who, int claim) => claim < Claims.Count && who.Sees(Decides(claim));

    private bool SeesDissent(Actor who, int paper, int dissent) => SeesPaper(who, paper) && Papers[paper].Dissent(dissent) is { } open && who.Sees(Decides(Papers[paper], open));

    private bool ShowsPublished(Actor who, Paper paper) => paper.Published is { } published && who.Sees(Decides(paper, published.Text.Marking, published.Revision));

    /// <summary>Work in progress is for its author and auditors, and once submitted for reviewers and leads.</summary>
    private bool ShowsPending(Actor who, Paper paper) => paper.Pending is { } pending && who.Sees(Decides(paper, pending.Text.Marking, pending.Revision))
        && (who.Name == paper.Author || who.Is("auditor") || (pending.Status != "draft" && (who.Is("reviewer") || who.Is("lead"))));

    /// <summary>What somebody may dissent from: what is published, or else submitted, and not closed to them.</summary>
    private (Text Text, int Revision)? Disputable(Actor who, int paper) => Papers[paper] switch
    {
        { Retracted: true } => null,
        var open when ShowsPublished(who, open) => (open.Published!.Text, open.Published.Revision),
        { Pending.Status: "submitted" } open when ShowsPending(who, open) => (open.Pending!.Text, open.Pending.Revision),
        _ => null,
    };

    private static int? PaperOf(Act act) => act switch
    {
        Edit a => a.Assessment,
        Submit a => a.Assessment,
        Approve a => a.Assessment,
        Return a => a.Assessment,
        Revise a => a.Assessment,
        Retract a => a.Assessment,
        RemarkAssessment a => a.Assessment,
        Reaffirm a => a.Assessment,
        Dissent a => a.Assessment,
        _ => null,
    };

    /// <summary>Of each analyst and question the latest judgment that is in force, by cut-off, then by position.</summary>
    private IEnumerable<Standing> Standings(int clearance, DateOnly? validAt) => Papers
        .Where(paper => !paper.Retracted && paper.Published is { } published && Decides(paper, published.Text.Marking, published.Revision) <= clearance && !(CutOff(published.Text) > validAt))
        .SelectMany(paper => paper.Published!.Judgments.Select(judgment => new Standing(paper, judgment, judgment.ShownSupport, [.. judgment.Shown.Where(known => Decides(known.Claim) <= clearance)])))
        .GroupBy(standing => (standing.On, standing.Paper.Author))
        .Select(mine => mine.MaxBy(standing => (CutOff(standing.Paper.Published!.Text), standing.Paper.Published.Position))!)
        .OrderBy(standing => standing.Paper.Author, StringComparer.Ordinal);

    private JsonNode Entry(Question on, Standing[] standings, Dictionary<Question, double?> levels, int clearance, DateOnly day)
    {
        double? asymmetry = null;
        if (on.Perspective?.Split('>') is [var from, var toward])
        {
            var inOrder = Array.IndexOf(Parties, from) < Array.IndexOf(Parties, toward);
            var (first, second) = (levels[on with { Perspective = inOrder ? $"{from}>{toward}" : $"{toward}>{from}" }], levels[on with { Perspective = inOrder ? $"{toward}>{from}" : $"{from}>{toward}" }]);
            asymmetry = first - second;
        }

        if (standings.Length == 0) return Json(new { dimension = on.Dimension, perspective = on.Perspective, level = (double?)null, asymmetry, analysts = 0, standings = Array.Empty<int>(), dissents = Array.Empty<int>() });
        var latest = standings.Max(standing => CutOff(standing.Paper.Published!.Text));
        var origins = Origins(standings.SelectMany(standing => standing.Supporting));
        var probability = Median([.. standings.Select(standing => standing.Judgment.Text.Likely)])!.Value;
        var agrees = standings.DistinctBy(standing => standing.Judgment.Text.Level).Count() == 1;
        double[] shares = [.. Enumerable.Range(1, 5).Select(level => standings.Average(standing => standing.Judgment.Text.Of(level)))];
        return Json(new
        {
            dimension = on.Dimension,
            perspective = on.Perspective,
            level = levels[on],
            asymmetry,
            lowest = standings.Min(standing => standing.Judgment.Text.Level),
            highest = standings.Max(standing => standing.Judgment.Text.Level),
            agreement = Agreement([.. standings.Select(standing => standing.Judgment.Text.Level)]),
            analysts = standings.Length,
            likelihood = agrees ? new { probability, term = Terms.Last(term => term.From <= Math.Round(probability, 9)).Word } : null,
            distribution = new { levels = shares, unallocated = 1 - shares.Sum() },
            confidence = new { low = Holding(standings, "low"), moderate = Holding(standings, "moderate"), high = Holding(standings, "high") },
            support = new { intact = Marked(standings, "intact"), weakened = Marked(standings, "weakened"), lost = Marked(standings, "lost") },
            origins,
            singleSourced = origins < 2,
            bestGrade = standings.SelectMany(standing => standing.Supporting).Select(known => known.Grade).MinBy(Rank, StringComparer.Ordinal),
            latestCutOff = latest,
            stale = latest.AddDays(Dimensions.Single(dimension => dimension.Code == on.Dimension).ReviewDays) < day,
            trend = "new",
            standings = standings.Select(StandingSeen),
            dissents = standings.SelectMany(standing => standing.Paper.Dissents.Where(dissent => dissent.On == on && Decides(standing.Paper, dissent) <= clearance)
                .Select(dissent => new { assessment = Id('a', standing.Paper.Number), dissent = Id('d', dissent.Number), analyst = dissent.Analyst, level = dissent.Level, joiners = dissent.Joiners })),
        });
    }

    private object StandingSeen(Standing standing) => new
    {
        assessment = Id('a', standing.Paper.Number),
        revision = standing.Paper.Published!.Revision,
        analyst = standing.Paper.Author,
        level = standing.Judgment.Text.Level,
        likelihood = new { probability = standing.Judgment.Text.Likely },
        distribution = standing.Judgment.Text.Distribution,
        confidence = standing.Judgment.Text.Confidence,
        informationCutOff = CutOff(standing.Paper.Published.Text),
        publishedAt = standing.Paper.Published.At,
        position = standing.Paper.Published.Position,
        marking = Markings[standing.Paper.Published.Text.Marking],
        claims = standing.Claims.Select(known => Id('c', known.Claim)),
        origins = Origins(standing.Supporting),
        singleSourced = Origins(standing.Supporting) < 2,
        backdated = IsBackdated(standing.Paper.Published),
        support = standing.Support,
    };

    private JsonNode JudgmentSeen(Actor who, Judged judged, string? support, bool? backdated, bool typed)
    {
        var origins = Origins(judged.Supporting.Where(claim => SeesClaim(who, claim)).Select(Know));
        return Json(new
        {
            dimension = judged.On.Dimension,
            perspective = judged.On.Perspective,
            level = judged.Level,
            likelihood = new { probability = judged.Likely },
            distribution = judged.Distribution,
            confidence = judged.Confidence,
            // A draft may name what is marked above it; nobody but its author, who has typed it, is told of that.
            claims = judged.Claims.Where(cited => typed || cited.Claim >= Claims.Count || SeesClaim(who, cited.Claim)).Select(cited => new
            {
                claim = Id('c', cited.Claim),
                stance = cited.Supports ? "supports" : "opposes",
                grade = SeesClaim(who, cited.Claim) ? GradeOf(cited.Claim) : null,
                withdrawn = SeesClaim(who, cited.Claim) ? Claims[cited.Claim].Withdrawn : (bool?)null,
            }),
            origins,
            singleSourced = origins < 2,
            support,
            backdated,
        });
    }

    private object DissentSeen(Actor who, OpenDissent dissent) => new
    {
        id = Id('d', dissent.Number),
        dimension = dissent.On.Dimension,
        perspective = dissent.On.Perspective,
        analyst = dissent.Analyst,
        marking = Markings[dissent.Marking],
        level = dissent.Level,
        claims = dissent.Claims.Where(cited => SeesClaim(who, cited.Claim)).Select(cited => new { claim = Id('c', cited.Claim), stance = cited.Supports ? "supports" : "opposes" }),
        joiners = dissent.Joiners,
    };

    private static int Holding(Standing[] standings, string confidence) => standings.Count(standing => standing.Judgment.Text.Confidence == confidence);

    private static int Marked(Standing[] standings, string support) => standings.Count(standing => standing.Support == support);

    private static DateOnly CutOff(Text text) => Today.AddDays(-text.DaysAgo);

    private static bool IsBackdated(Publication published) => CutOff(published.Text).AddDays(7) < DateOnly.FromDateTime(published.At.UtcDateTime);

    private static double? Median(double[] values) => values.Length == 0 ? null : values.Order().Skip((values.Length - 1) / 2).Take(2 - (values.Length % 2)).Average();

    /// <summary>Tastle and Wierman's consensus.</summary>
    private static double Agreement(int[] levels) => 1 + levels.Sum(level => Math.Log2(1 - (Math.Abs(level - levels.Average()) / 4)) / levels.Length);

    public static JsonNode Json(object value) => JsonSerializer.SerializeToNode(value, JsonSerializerOptions.Web)!;

    private sealed record Standing(Paper Paper, Judgment Judgment, string Support, Known[] Claims)
    {
        public Question On => Judgment.Text.On;

        public IEnumerable<Known> Supporting => Claims.Where(known => !known.Withdrawn && Judgment.Text.Supporting.Contains(known.Claim));

        /// <summary>What is left of it: nothing when every claim that supports it goes, a weakened standing when some do.</summary>
        public Standing? Without(Func<int, bool> gone) =>
            !Supporting.Any(known => gone(known.Claim)) ? this :
            Supporting.All(known => gone(known.Claim)) ? null :
            this with { Support = "weakened", Claims = [.. Claims.Where(known => !gone(known.Claim))] };
    }
}
