using CsCheck;

namespace Assessment.IntegrationTests.Modelling;

/// <summary>How a command is sent: as anybody would, on an old version, or twice under one key.</summary>
internal enum Manner { Plain, Stale, Twice }

/// <summary>
/// A command with numbers that mean nothing yet: they are taken modulo what is there when its turn comes, so that it still means
/// something when commands before it are left out. A fitting one is turned until somebody may do it.
/// </summary>
internal sealed record Step(Act Act, int Who, bool Fitting, Manner Manner);

/// <summary>A sequence of commands; patient ones wait until word of moving evidence has reached everybody.</summary>
internal sealed record Script(bool Patient, Step[] Steps)
{
    /// <summary>Beyond what there will ever be.</summary>
    private const int NoSuch = 900;

    /// <summary>A marking from here on is meant as it is; below, it is raised to what the partnership and the evidence take.</summary>
    private const int Exactly = 10;

    private static readonly Gen<int> Number = Gen.Frequency((40, Gen.Int[0, 59]), (1, Gen.Const(NoSuch)));
    private static readonly Gen<int> Marking = Gen.Frequency((12, Gen.Const(0)), (6, Gen.Const(1)), (4, Gen.Const(2)), (1, Gen.Const(3)), (1, Gen.Const(4)), (2, Gen.Int[Exactly, Exactly + 4]));
    private static readonly Gen<char> Reliability = Gen.Char["AABBCCDEF"];
    private static readonly Gen<int> Credibility = Gen.Frequency((1, Gen.Const(1)), (5, Gen.Const(2)), (3, Gen.Const(3)), (2, Gen.Int[4, 6]));
    private static readonly Gen<int> DaysAgo = Gen.Frequency((30, Gen.OneOf(0, 3, 8, 30, 95, 200)), (1, Gen.Const(-2)));
    private static readonly Gen<bool> Mostly = Gen.OneOf(true, true, true, true, false);
    private static readonly Gen<bool> Seldom = Gen.Frequency((1, Gen.Const(true)), (24, Gen.Const(false)));

    private static readonly Gen<Question> Question = Gen.Frequency(
        (30, Gen.OneOf(On("trust-level", "RU>CN"), On("trust-level", "RU>CN"), On("trust-level", "CN>RU"), On("strategic-alignment"), On("military-aid", "RU>CN"))),
        (1, Gen.OneOf(On("own-1"), On("own-2", "CN>RU"))),
        (1, Gen.OneOf(On("trust-level"), On("trust-level", "RU>US"), On("strategic-alignment", "RU>CN"), On("nothing"))));

    private static readonly Gen<Cited> Cited = Gen.Select(Number, Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false))), (claim, supports) => new Cited(claim, supports));

    /// <summary>Most say nothing of the other levels; those that do have ties, nothing for a level, and sums as rounding leaves them.</summary>
    private static readonly Gen<double[]?> Distribution = Gen.Frequency((3, Gen.Const((double[]?)null)), (2, Gen.OneOf<double[]?>(
        [0.05, 0.7, 0.2, 0.04, 0.01], [0.2, 0.3, 0.3, 0.1, 0.1], [0.4, 0.3, 0.2, 0.1, 0], [0.111, 0.111, 0.111, 0.333, 0.333], [0.004, 0.003, 0.003, 0.003, 0.99])));

    private static readonly Gen<Judged> Judged = Gen.Select(Question, Gen.Select(Gen.Int[1, 5], Distribution, Seldom, (level, shares, stubborn) => (Level: shares is null || stubborn ? level : MostLikely(shares), Shares: shares)),
        Gen.Frequency((40, Gen.OneOf(0.3, 0.5, 0.5, 0.65, 0.65, 0.8, 0.97)), (1, Gen.Const(0.005))),
        Gen.Frequency((8, Gen.OneOf("low", "moderate")), (2, Gen.Const("high"))), Seldom, Gen.Frequency((12, Cited.Array[1, 1]), (12, Cited.Array[2, 4]), (1, Cited.Array[0, 0])), (on, held, probability, confidence, bare, claims) => new Judged(on, held.Level, probability, confidence, !bare, claims, held.Shares));

    private static readonly Gen<Text> Text = Gen.Select(Marking, DaysAgo,
        Gen.Frequency((30, Judged.Array[1, 3].Select(judgments => judgments.DistinctBy(judged => judged.On).ToArray())), (1, Judged.Array[2, 3]), (1, Judged.Array[0, 0])), (marking, days, judgments) => new Text(marking, days, judgments));

    private static readonly Gen<Act> RegisteringASource = Gen.Select(Gen.OneOf("document", "media", "person", "organization", "unknown"), Reliability, Gen.Frequency((12, Gen.Const(0)), (3, Gen.Int[1, 2]), (1, Gen.Int[3, 4])),
        (kind, reliability, marking) => (Act)new RegisterSource(kind, reliability, marking));

    private static readonly Gen<Act> RecordingAClaim = Gen.Select(Number.Array[1, 3], Credibility, Marking, DaysAgo, Question, Number.Array[0, 2], Gen.Frequency((5, Number.Array[0, 0]), (1, Number.Array[1, 1])),
        (chain, credibility, marking, days, on, corroborates, contradicts) => (Act)new RecordClaim(chain, credibility, marking, days, on, corroborates, contradicts));

    /// <summary>A marking to mark something anew with.</summary>
    private static readonly Gen<int> Anew = Gen.OneOf(0, 0, 0, 1, 1, 2, 2, 3, 4);

    private static readonly Gen<Act> RemarkingAClaim = Gen.Select(Number, Anew, (claim, marking) => (Act)new RemarkClaim(claim, marking));

    /// <summary>Most are open from an hour ago on, some close within a second; in a while the others.</summary>
    private static readonly Gen<Act> AskingAForecast = Gen.Select(Gen.Frequency((3, Question.Select(on => (Question?)on)), (1, Gen.Const((Question?)null))),
        Gen.Frequency((9, Gen.Const(-3600)), (3, Gen.Const(0)), (1, Gen.Const(100_000))), Gen.Frequency((9, Gen.Const(200_000)), (3, Gen.Const(1)), (1, Gen.Const(-10))),
        (on, opens, closes) => (Act)new AskForecast(on, opens, closes));

    private static readonly Gen<Act> GivingAnEstimate = Gen.Select(Number, Gen.Frequency((20, Gen.OneOf(0.01, 0.05, 0.2, 0.35, 0.5, 0.7, 0.83, 0.99)), (1, Gen.OneOf(0.005, 0.995))),
        (forecast, probability) => (Act)new GiveEstimate(forecast, probability));

    private static readonly Gen<Act> ResolvingAForecast = Gen.Select(Number, Gen.Bool, Number.Array[0, 2], Gen.Frequency((5, Gen.Const((int?)null)), (2, Gen.OneOf<int?>(0, 1, 2)), (1, Gen.OneOf<int?>(1800, 7200, -3600))),
        (forecast, happened, claims, known) => (Act)new ResolveForecast(forecast, happened, claims, known));

    private static readonly Gen<Act> VoidingAForecast = Number.Select(forecast => (Act)new VoidForecast(forecast));

    private static readonly Gen<Act> Acting = Gen.Frequency(
        (4, RemarkingAClaim), (5, Gen.Select(Number, Anew, (paper, marking) => (Act)new RemarkAssessment(paper, marking))),
        (4, AskingAForecast), (9, GivingAnEstimate), (5, ResolvingAForecast), (3, VoidingAForecast),
        (1, Gen.Const<Act>(new Establish(["CN", "RU"], 1, 0))), (2, Gen.Int[0, 3].Select(reviewers => (Act)new ChangeReviewers(reviewers))),
        (3, Gen.OneOf<Act>(new DefineDimension("own-1", false), new DefineDimension("own-2", true))),
        (3, RegisteringASource), (4, Gen.Select(Number, Reliability, (source, reliability) => (Act)new RegradeSource(source, reliability))),
        (4, Gen.Select(Number, Number, (source, into) => (Act)new MergeSource(source, into))), (2, Number.Select(source => (Act)new SeparateSource(source))),
        (2, Gen.Select(Number, Gen.Int[0, 4], (source, marking) => (Act)new RemarkSource(source, marking))),
        (8, RecordingAClaim), (5, Gen.Select(Number, Credibility, (claim, credibility) => (Act)new RegradeClaim(claim, credibility))),
        (4, Gen.Select(Number, Number.Array[1, 3], (claim, chain) => (Act)new TraceClaim(claim, chain))), (6, Number.Select(claim => (Act)new WithdrawClaim(claim))), (3, Number.Select(claim => (Act)new ReinstateClaim(claim))),
        (20, Gen.Select(Text, Gen.OneOf(true, true, true, true, false), (text, submit) => (Act)new Post(text, submit))),
        (4, Gen.Select(Number, Text, (paper, text) => (Act)new Edit(paper, text))), (4, Number.Select(paper => (Act)new Submit(paper))),
        (22, Number.Select(paper => (Act)new Approve(paper))), (3, Number.Select(paper => (Act)new Return(paper))),
        (7, Gen.Select(Number, Gen.Frequency((3, Text.Select(text => (Text?)text)), (2, Gen.Const((Text?)null))), Gen.Bool, (paper, text, submit) => (Act)new Revise(paper, text, submit))),
        (2, Number.Select(paper => (Act)new Retract(paper))), (8, Gen.Select(Number, Question, (paper, on) => (Act)new Reaffirm(paper, on))),
        (8, Gen.Select(Number, Question, Gen.Int[1, 5], Cited.Array[1, 2], (paper, on, level, claims) => (Act)new Dissent(paper, on, level, claims))),
        (2, Number.Select(dissent => (Act)new WithdrawDissent(0, dissent))), (4, Number.Select(dissent => (Act)new JoinDissent(0, dissent))), (2, Number.Select(dissent => (Act)new LeaveDissent(0, dissent))));

    private static Question On(string dimension, string? perspective = null) => new(dimension, perspective);

    private static Gen<Step> Stepping(Gen<Act> act, Gen<bool> fitting) => Gen.Select(act, Gen.Int[0, 59], fitting,
        Gen.Frequency((28, Gen.Const(Manner.Plain)), (1, Gen.Const(Manner.Stale)), (2, Gen.Const(Manner.Twice))), (act, who, fits, manner) => new Step(act, who, fits, manner));

    /// <summary>Enough forecasts for a calibration: all are asked before they are answered, and answered before they are resolved; then anything with them.</summary>
    private static readonly Gen<Step[]> Forecasting = Gen.Select(
        Stepping(Question.Select(on => (Act)new AskForecast(on, -3600, 200_000)), Gen.Const(true)).Array[14, 16],
        Stepping(GivingAnEstimate, Gen.Const(true)).Array[36, 44],
        Stepping(ResolvingAForecast, Gen.Const(true)).Array[22, 26],
        Stepping(Gen.Frequency((2, AskingAForecast), (4, GivingAnEstimate), (4, ResolvingAForecast), (2, VoidingAForecast), (1, RemarkingAClaim)), Mostly).Array[12, 20],
        (asked, answered, resolved, rest) => (Step[])[.. asked, .. answered, .. resolved, .. rest]);

    /// <summary>A partnership with some sources and claims to begin with, then anything by anybody.</summary>
    public static readonly Gen<Script> Any = Gen.Select(
        Gen.Bool,
        Gen.Select(Gen.OneOf<string[]>(["CN", "RU"], ["RU", "CN"], ["CN", "RU", "IR"]), Gen.OneOf(0, 1, 1, 2, 3), Gen.OneOf(0, 0, 0, 1, 2), (parties, reviewers, marking) => new Step(new Establish(parties, reviewers, marking), 0, true, Manner.Plain)),
        Stepping(RegisteringASource, Gen.Const(true)).Array[2, 4], Stepping(RecordingAClaim, Gen.Const(true)).Array[3, 6],
        Gen.Frequency((14, Stepping(Acting, Mostly).Array[20, 70]), (1, Forecasting)),
        (patient, established, sources, claims, steps) => new Script(patient, [established, .. sources, .. claims, .. steps]));

    /// <summary>Who does what, in the world as it is: what is accepted, or else anything, or what breaks one rule, the rarest within reach as often as all others.</summary>
    public static (Actor Who, Act Act) Cast(Step step, World world)
    {
        var actors = Rotated(Modelling.Cast.All.Length, step.Who).Select(index => Modelling.Cast.All[index]).ToArray();
        var pairs = (from act in Variants(step.Act, world) from actor in actors select (Who: actor, Act: act, Wrong: world.Wrong(actor, act))).ToArray();
        var allowed = pairs.Where(pair => pair.Wrong is not ["forbidden"]).ToArray();
        var against = allowed.Where(pair => pair.Wrong is [not "not-found"]).GroupBy(pair => pair.Wrong[0]).OrderBy(group => group.Count()).ToArray();
        var (who, what, _) = step.Fitting ? allowed.FirstOrDefault(pair => pair.Wrong.Length == 0 && world.Changes(pair.Who, pair.Act), allowed[0])
            : step.Who % 2 == 0 || against.Length == 0 ? pairs[0]
            : against[step.Who % 4 == 1 || step.Who % 8 == 3 ? 0 : step.Who / 4 % against.Length].First();
        return (who, what);
    }

    /// <summary>The command on each thing there is, beginning with the one its number means.</summary>
    private static IEnumerable<Act> Variants(Act act, World world) => act switch
    {
        RegradeSource a => Rotated(world.Sources.Count, a.Source).Select(source => a with { Source = source }),
        MergeSource a => Rotated(world.Sources.Count, a.Source).SelectMany(source => Rotated(world.Sources.Count, a.Into).Select(survivor => a with { Source = source, Into = survivor })),
        SeparateSource a => Rotated(world.Sources.Count, a.Source).Select(source => a with { Source = source }),
        RemarkSource a => Rotated(world.Sources.Count, a.Source).Select(source => a with { Source = source }),
        RecordClaim a => [a with { Marking = Marked(a.Marking, world.Marking), Chain = Chain(a.Chain, world), Corroborates = Claims(a.Corroborates, world), Contradicts = Claims(a.Contradicts, world) }],
        RegradeClaim a => Rotated(world.Claims.Count, a.Claim).Select(claim => a with { Claim = claim }),
        TraceClaim a => Rotated(world.Claims.Count, a.Claim).Select(claim => a with { Claim = claim, Chain = Chain(a.Chain, world) }),
        ReinstateClaim a => Rotated(world.Claims.Count, a.Claim).Select(claim => a with { Claim = claim }),
        RemarkClaim a => Rotated(world.Claims.Count, a.Claim).Select(claim => a with { Claim = claim }),
        RemarkAssessment a => Papers(a.Assessment, world).Select(paper => a with { Assessment = paper }),
        AskForecast a => [a with { Now = world.Now }],
        GiveEstimate a => Rotated(world.Forecasts.Count, a.Forecast).Select(forecast => a with { Forecast = forecast }),
        ResolveForecast a => Rotated(world.Forecasts.Count, a.Forecast).OrderBy(forecast => a.Known is null && forecast != NoSuch && world.Forecasts[forecast].Resolution is not null).Select(forecast => a with { Forecast = forecast, Claims = [.. Cites([.. a.Claims.Select(claim => new Cited(claim, true))], world).Select(cited => cited.Claim)], Now = world.Now }),
        VoidForecast a => Rotated(world.Forecasts.Count, a.Forecast).Select(forecast => a with { Forecast = forecast }),
        WithdrawClaim a => Rotated(world.Claims.Count, a.Claim).Select(claim => a with { Claim = claim }),
        Post a => [a with { Text = Written(a.Text, world) }, a with { Text = Sound(a.Text, world) }],
        Edit a => Papers(a.Assessment, world).Select(paper => a with { Assessment = paper, Text = Written(a.Text, world) }),
        Submit a => Papers(a.Assessment, world).Select(paper => a with { Assessment = paper }),
        Approve a => Papers(a.Assessment, world).Select(paper => a with { Assessment = paper }),
        Return a => Papers(a.Assessment, world).Select(paper => a with { Assessment = paper }),
        Revise a => Papers(a.Assessment, world).Select(paper => a with { Assessment = paper, Text = a.Text is null ? null : Written(a.Text, world) }),
        Retract a => Papers(a.Assessment, world).Select(paper => a with { Assessment = paper }),
        Reaffirm a => Papers(a.Assessment, world).SelectMany(paper => Judgments(paper, a.On, world).Select(on => a with { Assessment = paper, On = on })),
        Dissent a => Papers(a.Assessment, world).SelectMany(paper => Judgments(paper, a.On, world).Select(on => a with { Assessment = paper, On = on, Claims = Cites(a.Claims, world) })),
        WithdrawDissent a => Dissents(a.Dissent, world).Select(open => a with { Assessment = open.Paper, Dissent = open.Number }),
        JoinDissent a => Dissents(a.Dissent, world).Select(open => a with { Assessment = open.Paper, Dissent = open.Number }),
        LeaveDissent a => Dissents(a.Dissent, world).Select(open => a with { Assessment = open.Paper, Dissent = open.Number }),
        _ => [act],
    };

    private static IEnumerable<int> Rotated(int count, int start) => count == 0 || start == NoSuch ? [NoSuch] : Enumerable.Range(0, count).Select(offset => (start + offset) % count);

    private static IEnumerable<int> Papers(int start, World world) => Rotated(world.Papers.Count, start);

    /// <summary>The question meant, then those that the assessment answers.</summary>
    private static IEnumerable<Question> Judgments(int paper, Question meant, World world) =>
        paper == NoSuch ? [meant] : [meant, .. ((Text?[])[world.Papers[paper].Published?.Text, world.Papers[paper].Pending?.Text]).OfType<Text>().SelectMany(text => text.Judgments).Select(judged => judged.On).Distinct()];

    private static IEnumerable<(int Paper, int Number)> Dissents(int start, World world)
    {
        var open = world.Papers.SelectMany(paper => paper.Dissents.Select(dissent => (paper.Number, dissent.Number))).ToArray();
        return Rotated(open.Length, start).Select(index => index == NoSuch ? (world.Papers.Count == 0 ? NoSuch : 0, NoSuch) : open[index]);
    }

    private static int[] Chain(int[] chain, World world) => [.. chain.Select(source => Rotated(world.Sources.Count, source).First()).Distinct()];

    private static int[] Claims(int[] claims, World world) => [.. claims.Where(claim => claim == NoSuch || world.Claims.Count > 0).Select(claim => Rotated(world.Claims.Count, claim).First()).Distinct()];

    /// <summary>Mostly claims that are not withdrawn.</summary>
    private static Cited[] Cites(Cited[] claims, World world) => [.. claims
        .Select(cited => cited with { Claim = Rotated(world.Claims.Count, cited.Claim).FirstOrDefault(claim => claim == NoSuch || cited.Claim % 8 == 0 || !world.Claims[claim].Withdrawn) })
        .DistinctBy(cited => cited.Claim)];

    private static Text Written(Text text, World world)
    {
        Judged[] judgments = [.. text.Judgments.Select(judged => judged with { Claims = Cites(judged.Claims, world) })];
        var cited = judgments.SelectMany(judged => judged.Claims).Where(claim => claim.Claim < world.Claims.Count).Select(claim => world.Claims[claim.Claim].Marking);
        return text with { Judgments = judgments, Marking = Marked(text.Marking, cited.Append(world.Marking).Max()) };
    }

    /// <summary>The same text as somebody writes it who knows the rules; half of the texts have no such version.</summary>
    private static Text Sound(Text text, World world) => text.Judgments.Length % 2 == 0 ? Written(text, world) : Written(text with
    {
        Judgments = [.. text.Judgments.Where(judged => world.Questions().Contains(judged.On)).Select(judged => judged with
        {
            Reasoned = true,
            Level = judged.Distribution is { } shares ? MostLikely(shares) : judged.Level,
            Probability = 0.65,
            Confidence = judged.Confidence == "low" ? "low" : "moderate",
            Claims = [.. judged.Claims.Select(cited => new Cited(cited.Claim % NoSuch, true))],
        })],
    }, world);

    private static int MostLikely(double[] shares) => Array.IndexOf(shares, shares.Max()) + 1;

    private static int Marked(int marking, int least) => marking >= Exactly ? marking - Exactly : Math.Max(marking, least);
}
