namespace Assessment.IntegrationTests.Modelling;

/// <summary>
/// The rules of the domain in memory, written to be read beside its document. It has nothing in common with the service: no
/// facts, no folds, no read models, only what is the case now. Word of moving evidence comes when <see cref="React"/> is called.
/// </summary>
internal sealed partial class World(Guid seed, World? end = null)
{
    public static readonly string[] Markings = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];
    public static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    public bool Established { get; private set; }
    public string[] Parties { get; private set; } = [];
    public int Reviewers { get; private set; }
    public int Marking { get; private set; }

    /// <summary>Who lowered the number of reviewers, and from where: for their own work it counts as it was.</summary>
    public (string By, int From)? Lowered { get; private set; }

    public List<Source> Sources { get; } = [];

    public List<Claim> Claims { get; } = [];
    public List<Paper> Papers { get; } = [];
    public List<Forecast> Forecasts { get; } = [];

    /// <summary>By which forecasts are open and closed.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Whether it is looked at when all is over: the marking of then decides who sees what was at any moment.</summary>
    public bool IsOver { get; set; }

    public int Dissents { get; private set; }

    /// <summary>The facts that assessments are still to get because their evidence moved.</summary>
    public List<Reaction> Owed { get; } = [];

    public List<(string Code, bool Directed, int ReviewDays)> Dimensions { get; } =
    [
        ("trust-level", true, 90), ("territorial-threat", true, 180), ("military-aid", true, 60), ("sanctions-evasion", true, 90),
        ("economic-dependence", true, 180), ("counterintelligence-activity", true, 90), ("strategic-alignment", false, 180),
    ];

    /// <summary>Ids follow from the kind and the number of a thing.</summary>
    public Guid Id(char kind, int number) => new([.. seed.ToByteArray().AsSpan(0, 11), (byte)kind, .. BitConverter.GetBytes(number)]);

    /// <summary>The codes of the rules a command breaks, of which the service names one; none when it is accepted.</summary>
    public string[] Wrong(Actor who, Act act) =>
        !MayDo(act).Any(who.Is) ? ["forbidden"] :
        IsHidden(who, act) ? ["not-found"] :
        act is RecordClaim or Post or AskForecast && !(Established && who.Sees(Marking)) ? ["unknown-partnership"] :
        [.. Rules(who, act).Distinct()];

    /// <summary>Whether an accepted command changes anything.</summary>
    public bool Changes(Actor who, Act act) => act switch
    {
        ChangeReviewers a => a.Reviewers != Reviewers,
        RegradeSource a => a.Reliability != Sources[a.Source].Reliability,
        MergeSource a => Sources[a.Source].MergedInto != a.Into,
        RemarkSource a => a.Marking != Sources[a.Source].Marking,
        RegradeClaim a => a.Credibility != Claims[a.Claim].Credibility,
        RemarkClaim a => a.Marking != Claims[a.Claim].Marking,
        RemarkAssessment a => a.Marking != Papers[a.Assessment].Remarkable.Marking,
        TraceClaim a => !a.Chain.SequenceEqual(Claims[a.Claim].Chain),
        JoinDissent a => !Papers[a.Assessment].Dissent(a.Dissent)!.Joiners.Contains(who.Name),
        LeaveDissent a => Papers[a.Assessment].Dissent(a.Dissent)!.Joiners.Contains(who.Name),
        _ => true,
    };

    private static string[] MayDo(Act act) => act switch
    {
        Establish or ChangeReviewers or DefineDimension or AskForecast or ResolveForecast or VoidForecast => ["lead"],
        Approve or Return => ["reviewer"],
        Retract or RemarkSource or RemarkClaim or RemarkAssessment => ["analyst", "lead"],
        _ => ["analyst"],
    };

    private bool IsHidden(Actor who, Act act) => act switch
    {
        ChangeReviewers or DefineDimension => !Established || !who.Sees(Marking),
        RegradeSource a => !SeesSource(who, a.Source),
        MergeSource a => !SeesSource(who, a.Source),
        SeparateSource a => !SeesSource(who, a.Source),
        RemarkSource a => !SeesSource(who, a.Source),
        RegradeClaim a => !SeesClaim(who, a.Claim),
        TraceClaim a => !SeesClaim(who, a.Claim),
        ReinstateClaim a => !SeesClaim(who, a.Claim),
        WithdrawClaim a => !SeesClaim(who, a.Claim),
        RemarkClaim a => !SeesClaim(who, a.Claim),
        GiveEstimate a => !SeesForecast(who, a.Forecast),
        ResolveForecast a => !SeesForecast(who, a.Forecast),
        VoidForecast a => !SeesForecast(who, a.Forecast),
        WithdrawDissent a => !SeesDissent(who, a.Assessment, a.Dissent),
        JoinDissent a => !SeesDissent(who, a.Assessment, a.Dissent),
        LeaveDissent a => !SeesDissent(who, a.Assessment, a.Dissent),
        _ => PaperOf(act) is { } paper && !SeesPaper(who, paper),
    };

    private IEnumerable<string> Rules(Actor who, Act act) => act switch
    {
        Establish a => [.. If(Established, "partnership-exists"), .. If(!who.Sees(a.Marking), "marking-above-clearance")],
        DefineDimension a => If(Dimensions.Any(dimension => dimension.Code == a.Code), "dimension-exists"),
        RegisterSource a => If(!who.Sees(a.Marking), "marking-above-clearance"),
        RegradeSource a => If(Sources[a.Source].MergedInto is not null, "source-merged"),
        MergeSource a => !SeesSource(who, a.Into) ? ["unknown-source"] : Sources[a.Source].MergedInto == a.Into ? [] :
            [.. If(Sources[a.Source].MergedInto is not null, "already-merged"), .. If(Path(a.Into).Contains(a.Source), "circular-merger")],
        SeparateSource a => Sources[a.Source].MergedInto is not { } into ? ["not-merged"] : If(!SeesSource(who, into), "forbidden"),
        RemarkSource a => [.. If(!who.Sees(a.Marking), "marking-above-clearance"), .. If(a.Marking < Sources[a.Source].Marking && !who.Is("lead"), "forbidden")],
        RecordClaim a => RulesOfClaim(who, a),
        RegradeClaim a => [.. If(Claims[a.Claim].Withdrawn, "claim-withdrawn"), .. If(a.Credibility == 1 && !IsCorroborated(who, a.Claim), "uncorroborated")],
        TraceClaim a => [.. If(Claims[a.Claim].Withdrawn, "claim-withdrawn"), .. If(a.Chain.Any(source => !SeesSource(who, source)), "unknown-source")],
        ReinstateClaim a => If(!Claims[a.Claim].Withdrawn, "not-withdrawn"),
        WithdrawClaim a => If(Claims[a.Claim].Withdrawn, "claim-withdrawn"),
        RemarkClaim a => [.. RulesOfRemarking(who, a.Marking, Claims[a.Claim].Marking),
            .. If(a.Marking < Claims[a.Claim].Marking && Claims[a.Claim].Chain.Any(source => Sources[source].Marking > a.Marking), "marking-below-sources")],
        RemarkAssessment a => [.. If(!who.Is("lead"), OnlyAuthor(who, a.Assessment)), .. If(Papers[a.Assessment].Published is not null && !ShowsPublished(who, Papers[a.Assessment]), "not-published"),
            .. RulesOfRemarking(who, a.Marking, Papers[a.Assessment].Remarkable.Marking), .. If(IsBelowEvidence(who, a.Marking, Papers[a.Assessment]), "marking-below-evidence")],
        AskForecast a => [.. If(a.On is not null, Misfit(a.On ?? default)), .. If(a.OpensAt >= a.ClosesAt || a.ClosesAt <= Now, "dates-out-of-order")],
        GiveEstimate a => [.. If(Forecasts[a.Forecast].StateAt(Now) is "scheduled", "forecast-not-open"), .. If(Forecasts[a.Forecast].StateAt(Now) is not ("scheduled" or "open"), "forecast-closed"),
            .. If(a.Probability is < 0.01 or > 0.99, "likelihood-out-of-range")],
        ResolveForecast a => [.. If(Forecasts[a.Forecast].StateAt(Now) is "scheduled", "forecast-not-open"), .. If(Forecasts[a.Forecast].VoidedBy is not null, "forecast-voided"),
            .. If(Forecasts[a.Forecast].IsOwnWorkOf(who.Name), "own-work"), .. If(a.KnownAt > Now, "dates-out-of-order"), .. If(a.Happened && a.Claims.Length == 0, "uncited-resolution"),
            .. a.Claims.SelectMany(claim => RulesOfCitation(claim, who.Sees))],
        VoidForecast a => [.. If(Forecasts[a.Forecast].VoidedBy is not null, "forecast-voided"), .. If(Forecasts[a.Forecast].Resolution is not null, "forecast-resolved")],
        Post a => [.. RulesOfDraft(who, a.Text), .. If(a.Submit, RulesOfSubmission(a.Text, who.Sees)), .. If(a.Submit && IsUnreviewed(who), "own-work")],
        Edit a => [.. OnlyAuthor(who, a.Assessment), .. IsEditable(a.Assessment), .. RulesOfDraft(who, a.Text)],
        Submit a => [.. OnlyAuthor(who, a.Assessment), .. IsEditable(a.Assessment), .. If(Papers[a.Assessment].Pending is not null, RulesOfSubmission(Papers[a.Assessment].Pending?.Text, who.Sees)), .. If(IsUnreviewed(who), "own-work")],
        Approve a => [.. IsSubmitted(who, a.Assessment), .. If(Papers[a.Assessment].Author == who.Name, "own-work"),
            .. If(Papers[a.Assessment].Pending?.ApprovedBy.Contains(who.Name) is true, "already-approved"), .. RulesOfSubmission(Papers[a.Assessment].Pending?.Text, _ => true)],
        Return a => [.. IsSubmitted(who, a.Assessment), .. If(Papers[a.Assessment].Author == who.Name, "own-work")],
        Revise a => [.. OnlyAuthor(who, a.Assessment), .. IsPublished(who, a.Assessment), .. If(Papers[a.Assessment].Pending is not null, "revision-open"),
            .. RulesOfDraft(who, RevisedText(a)), .. If(a.Submit, RulesOfSubmission(RevisedText(a), who.Sees)), .. If(a.Submit && IsUnreviewed(who), "own-work")],
        Retract a => [.. If(!who.Is("lead"), OnlyAuthor(who, a.Assessment)), .. IsPublished(who, a.Assessment)],
        Reaffirm a => [.. OnlyAuthor(who, a.Assessment), .. IsPublished(who, a.Assessment), .. Misfit(a.On), .. If(Papers[a.Assessment].Judgment(a.On) is null, "not-judged"),
            .. If(Papers[a.Assessment].Judgment(a.On) is { } judgment && !judgment.Text.Supporting.Any(claim => !Claims[claim].Withdrawn), "support-lost")],
        Dissent a => [.. If(Papers[a.Assessment].Author == who.Name, "own-work"), .. If(Disputable(who, a.Assessment) is null, "not-published"), .. Misfit(a.On),
            .. If(Disputable(who, a.Assessment)?.Text.Judgments.Any(judged => judged.On == a.On) is not true, "not-judged"), .. a.Claims.SelectMany(cited => RulesOfCitation(cited.Claim, who.Sees))],
        WithdrawDissent a => If(Papers[a.Assessment].Dissent(a.Dissent)!.Analyst != who.Name, "not-the-author"),
        JoinDissent a => If(Papers[a.Assessment].Dissent(a.Dissent)!.Analyst == who.Name || Papers[a.Assessment].Author == who.Name, "own-work"),
        _ => [],
    };

    private int ReviewersOf(string author) => Lowered is { } lowered && lowered.By == author ? lowered.From : Reviewers;

    private bool IsUnreviewed(Actor author) => Reviewers == 0 && ReviewersOf(author.Name) > 0;

    private IEnumerable<string> RulesOfClaim(Actor who, RecordClaim claim) =>
    [
        .. If(!who.Sees(claim.Marking), "marking-above-clearance"), .. If(claim.Marking < Marking, "marking-below-partnership"), .. If(claim.DaysAgo < 0, "date-in-future"), .. Misfit(claim.On),
        .. If(claim.Chain.Any(source => !SeesSource(who, source)), "unknown-source"),
        .. If(claim.Corroborates.Concat(claim.Contradicts).Any(other => !SeesClaim(who, other)), "unknown-claim"),
        .. If(claim.Credibility == 1 && !claim.Corroborates.Any(other => other < Claims.Count && claim.Chain[0] < Sources.Count && SpeaksIndependentlyOf(other, claim.Chain[0])), "uncorroborated"),
    ];

    private IEnumerable<string> RulesOfRemarking(Actor who, int marking, int was) =>
        [.. If(marking < was && !who.Is("lead"), "forbidden"), .. If(!who.Sees(marking), "marking-above-clearance"), .. If(marking < Marking, "marking-below-partnership")];

    /// <summary>Lowered, no text stands below what it cites, nor any earlier one; raised, none stands below what the actor knows it to cite. A text that is still written may.</summary>
    private bool IsBelowEvidence(Actor who, int marking, Paper paper)
    {
        var was = paper.Remarkable.Marking;
        if (marking == was || paper is { Published: null, Pending.Status: "draft" or "returned" }) return false;
        return (marking > was ? [paper.Remarkable] : paper.Earlier.Where(text => text.Marking <= was).Append(paper.Remarkable)).SelectMany(text => text.Cites)
            .Any(claim => claim < Claims.Count && Claims[claim].Marking > marking && (marking < was || SeesClaim(who, claim)));
    }

    private IEnumerable<string> RulesOfDraft(Actor who, Text? text) => text is null ? [] :
    [
        .. If(!who.Sees(text.Marking), "marking-above-clearance"), .. If(text.Marking < Marking, "marking-below-partnership"), .. If(text.DaysAgo < 0, "date-in-future"),
        .. text.Judgments.SelectMany(judged => Misfit(judged.On)), .. If(text.Judgments.Any(judged => judged.Likely is < 0.01 or > 0.99), "likelihood-out-of-range"),
        .. If(text.Judgments.Any(judged => judged.Distribution is { } shares && shares[judged.Level - 1] < shares.Max()), "level-not-most-likely"),
        .. If(text.Judgments.DistinctBy(judged => judged.On).Count() < text.Judgments.Length, "duplicate-dimension"),
    ];

    private IEnumerable<string> RulesOfSubmission(Text? text, Func<int, bool> sees) => text is null ? [] :
    [
        .. If(text.Judgments.Length == 0, "nothing-to-submit"),
        .. If(text.Judgments.Any(judged => !judged.Reasoned), "rationale-missing"), .. If(text.Judgments.Any(judged => !judged.Supporting.Any()), "uncited-judgment"),
        .. If(text.Judgments.Any(judged => judged.Distribution is null && judged.Probability < 0.5), "likelihood-below-even"),
        .. text.Judgments.SelectMany(judged => judged.Claims).SelectMany(cited => RulesOfCitation(cited.Claim, sees)),
        .. If(text.Judgments.SelectMany(judged => judged.Claims).Any(cited => cited.Claim < Claims.Count && Claims[cited.Claim].Marking > text.Marking), "marking-below-evidence"),
        .. If(text.Judgments.Any(judged => judged.Confidence == "high" && !CarriesHighConfidence([.. judged.Supporting.Where(claim => claim < Claims.Count)])), "confidence-outruns-evidence"),
    ];

    private IEnumerable<string> RulesOfCitation(int claim, Func<int, bool> sees) =>
        claim >= Claims.Count || !sees(Claims[claim].Marking) ? ["unknown-claim"] : If(Claims[claim].Withdrawn, "claim-withdrawn");

    private IEnumerable<string> OnlyAuthor(Actor who, int paper) => If(Papers[paper].Author != who.Name, "not-the-author");

    private IEnumerable<string> IsEditable(int paper) => If(Papers[paper].Pending is not { Status: "draft" or "returned" }, "not-editable");

    private IEnumerable<string> IsSubmitted(Actor who, int paper) => If(!(Papers[paper].Pending is { Status: "submitted" } && ShowsPending(who, Papers[paper])), "not-submitted");

    private IEnumerable<string> IsPublished(Actor who, int paper) => If(Papers[paper].Retracted || !ShowsPublished(who, Papers[paper]), "not-published");

    private IEnumerable<string> Misfit(Question on)
    {
        if (Dimensions.FindIndex(dimension => dimension.Code == on.Dimension) is var index && index < 0) return ["unknown-dimension"];
        return If(!Questions().Contains(on), "wrong-perspective");
    }

    private Text? RevisedText(Revise act) => act.Text ?? Papers[act.Assessment].Published?.Text;

    /// <summary>Two origins that can be named, and one claim graded B2 or better.</summary>
    private bool CarriesHighConfidence(int[] supporting) =>
        Origins(supporting.Select(Know)) >= 2 && supporting.Any(claim => !IsWorse(GradeOf(claim), "B2"));

    private bool IsCorroborated(Actor who, int claim) => Claims.Index().Any(other =>
        (Claims[claim].Corroborates.Contains(other.Index) || other.Item.Corroborates.Contains(claim)) && SeesClaim(who, other.Index) && SpeaksIndependentlyOf(other.Index, Claims[claim].Chain[0]));

    /// <summary>The claims of credibility 1 that nothing of another origin confirms any more, whoever may see what.</summary>
    public int[] Unconfirmed() => [.. Claims.Index().Where(claim => claim.Item is { Credibility: 1, Withdrawn: false } && !Claims.Index().Any(other =>
        other.Index != claim.Index && (claim.Item.Corroborates.Contains(other.Index) || other.Item.Corroborates.Contains(claim.Index)) && SpeaksIndependentlyOf(other.Index, claim.Item.Chain[0])))
        .Select(claim => claim.Index)];

    private bool SpeaksIndependentlyOf(int claim, int origin) => Know(claim) is { Withdrawn: false, Origin: { } own } && own != Survivor(origin);

    private static IEnumerable<string> If(bool broken, string code) => broken ? [code] : [];

    private static IEnumerable<string> If(bool asked, IEnumerable<string> codes) => asked ? codes : [];
}
