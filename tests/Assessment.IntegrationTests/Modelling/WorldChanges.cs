namespace Assessment.IntegrationTests.Modelling;

/// <summary>What commands change.</summary>
internal sealed partial class World
{
    /// <summary>Does what was accepted; a publication stands from this time and position on.</summary>
    public void Do(Actor who, Act act, DateTimeOffset at = default, long position = 0)
    {
        switch (act)
        {
            case Establish a:
                (Established, Parties, Reviewers, Marking) = (true, a.Parties, a.Reviewers, a.Marking);
                break;
            case ChangeReviewers a:
                if (a.Reviewers != Reviewers)
                    Lowered = Lowered is { } lowered && lowered.By == who.Name ? (a.Reviewers < lowered.From ? lowered : null) : a.Reviewers < Reviewers ? (who.Name, Reviewers) : null;
                Reviewers = a.Reviewers;
                break;
            case DefineDimension a:
                Dimensions.Add((a.Code, a.Directed, 30));
                break;
            case RegisterSource a:
                Sources.Add(new() { Kind = a.Kind, Reliability = a.Reliability, Marking = a.Marking });
                break;
            case RegradeSource a:
                Move("source-regraded", 's', a.Source, ++Sources[a.Source].Version, Through(a.Source), () => Sources[a.Source].Reliability = a.Reliability);
                break;
            case MergeSource a:
                Move("source-merged", 's', a.Source, ++Sources[a.Source].Version, Through(a.Source), () => Sources[a.Source].MergedInto = a.Into);
                break;
            case SeparateSource a:
                Move("source-separated", 's', a.Source, ++Sources[a.Source].Version, Through(a.Source), () => Sources[a.Source].MergedInto = null);
                break;
            case RemarkSource a:
                (Sources[a.Source].Marking, _) = (a.Marking, ++Sources[a.Source].Version);
                break;
            case RecordClaim a:
                Claims.Add(new() { Chain = a.Chain, Credibility = a.Credibility, Marking = a.Marking, Corroborates = a.Corroborates, Contradicts = a.Contradicts });
                break;
            case RegradeClaim a:
                Move("claim-regraded", 'c', a.Claim, ++Claims[a.Claim].Version, claim => claim == a.Claim, () => Claims[a.Claim].Credibility = a.Credibility);
                break;
            case TraceClaim a:
                Move("claim-traced", 'c', a.Claim, ++Claims[a.Claim].Version, claim => claim == a.Claim, () => Claims[a.Claim].Chain = a.Chain);
                if (Unconfirmed().Contains(a.Claim)) Lapse(a.Claim);
                break;
            case ReinstateClaim a:
                Move("claim-reinstated", 'c', a.Claim, ++Claims[a.Claim].Version, claim => claim == a.Claim, () => Claims[a.Claim].Withdrawn = false);
                if (Unconfirmed().Contains(a.Claim)) Lapse(a.Claim);
                break;
            case RemarkClaim a:
                Move("claim-remarked", 'c', a.Claim, ++Claims[a.Claim].Version, claim => claim == a.Claim, () => Claims[a.Claim].Marking = a.Marking,
                    paper => paper.Relied.Any(text => text.Marking < a.Marking && text.Cites.Contains(a.Claim)));
                break;
            case WithdrawClaim a:
                Move("claim-withdrawn", 'c', a.Claim, ++Claims[a.Claim].Version, claim => claim == a.Claim, () => Claims[a.Claim].Withdrawn = true);
                break;
            case Post a:
                Papers.Add(new() { Number = Papers.Count, Author = who.Name, Since = position, Pending = new() { Revision = 1, Text = a.Text } });
                if (a.Submit) Submit(Papers[^1], at, position);
                break;
            case Edit a:
                Papers[a.Assessment].Pending!.Text = a.Text;
                break;
            case Submit a:
                Submit(Papers[a.Assessment], at, position);
                break;
            case Approve a:
                Papers[a.Assessment].Pending!.ApprovedBy.Add(who.Name);
                if (Papers[a.Assessment].Pending!.ApprovedBy.Count >= ReviewersOf(Papers[a.Assessment].Author)) Publish(Papers[a.Assessment], at, position);
                break;
            case Return a:
                Papers[a.Assessment].Pending!.Status = "returned";
                Papers[a.Assessment].Pending!.ApprovedBy.Clear();
                break;
            case Revise a:
                Papers[a.Assessment].Pending = new() { Revision = Papers[a.Assessment].Published!.Revision + 1, Text = RevisedText(a)! };
                if (a.Submit) Submit(Papers[a.Assessment], at, position);
                break;
            case Retract a:
                (Papers[a.Assessment].Retracted, Papers[a.Assessment].Pending) = (true, null);
                break;
            case RemarkAssessment a:
                Remark(Papers[a.Assessment], a.Marking);
                break;
            case Reaffirm a:
                LookAgain(Papers[a.Assessment].Judgment(a.On)!);
                break;
            case Dissent a:
                Papers[a.Assessment].Dissents.RemoveAll(other => other.Analyst == who.Name && other.On == a.On);
                var (disputed, revision) = Disputable(who, a.Assessment)!.Value;
                Papers[a.Assessment].AllDissents.Add(new()
                {
                    Number = Dissents++,
                    Analyst = who.Name,
                    On = a.On,
                    Level = a.Level,
                    Claims = a.Claims,
                    Marking = a.Claims.Select(cited => Claims[cited.Claim].Marking).Append(disputed.Marking).Max(),
                    Revision = revision,
                });
                Papers[a.Assessment].Dissents.Add(Papers[a.Assessment].AllDissents[^1]);
                break;
            case WithdrawDissent a:
                Papers[a.Assessment].Dissents.RemoveAll(dissent => dissent.Number == a.Dissent);
                break;
            case JoinDissent a:
                Papers[a.Assessment].Dissent(a.Dissent)!.Joiners.Add(who.Name);
                break;
            case LeaveDissent a:
                Papers[a.Assessment].Dissent(a.Dissent)!.Joiners.Remove(who.Name);
                break;
            case AskForecast a:
                Forecasts.Add(new() { AskedBy = who.Name, On = a.On, OpensAt = a.OpensAt, ClosesAt = a.ClosesAt, End = a.ClosesAt, Since = position });
                break;
            case GiveEstimate a:
                Forecasts[a.Forecast].Version++;
                Forecasts[a.Forecast].Estimates.Add((who.Name, a.Probability, at));
                break;
            case ResolveForecast a:
                Resolve(Forecasts[a.Forecast], who, a, at);
                break;
            case VoidForecast a:
                (Forecasts[a.Forecast].VoidedBy, _) = (who.Name, ++Forecasts[a.Forecast].Version);
                break;
        }
    }

    /// <summary>A claim that nothing confirms any more is found to be so: at once when it was moved itself, else when word of the other comes.</summary>
    public void Lapse(int claim) => Move("claim-regraded", 'c', claim, ++Claims[claim].Version, other => other == claim, () => Claims[claim].Credibility = 2);

    /// <summary>Word of a change has reached an assessment: from now on its judgments show what it did to them.</summary>
    public void React(Reaction reaction)
    {
        Owed.Remove(reaction);
        foreach (var judgment in Papers[reaction.Assessment].Published?.Judgments ?? [])
        {
            if (judgment.Text.Claims.Any(cited => reaction.Touched.Any(touched => touched.Claim == cited.Claim))) Show(judgment);
        }
    }

    private void Remark(Paper paper, int marking)
    {
        int Cited(OpenDissent dissent) => dissent.Claims.Select(cited => Claims[cited.Claim].Marking).Append(0).Max();
        var remarking = new Remarking(paper.Published?.Revision ?? paper.Pending!.Revision, paper.Remarkable.Marking, marking, paper.AllDissents.ToDictionary(dissent => dissent.Number, Cited));
        Text Of(Text text, int revision) => text with { Marking = remarking.Of(text.Marking, revision) };
        if (paper.Published is { } published) published.Text = Of(published.Text, published.Revision);
        if (paper.Pending is { } pending) pending.Text = Of(pending.Text, pending.Revision);
        for (var text = 0; text < paper.Earlier.Count; text++) paper.Earlier[text] = Of(paper.Earlier[text], text + 1);
        foreach (var dissent in paper.AllDissents) dissent.Marking = remarking.Of(dissent.Marking, dissent);
        paper.Remarkings.Add(remarking);
    }

    private void Submit(Paper paper, DateTimeOffset at, long position)
    {
        paper.Pending!.Status = "submitted";
        if (Reviewers == 0) Publish(paper, at, position);
    }

    private void Publish(Paper paper, DateTimeOffset at, long position)
    {
        var (revision, text) = (paper.Pending!.Revision, paper.Pending.Text);
        if (paper.Published is { } before) paper.Earlier.Add(before.Text);
        paper.Published = new()
        {
            Revision = revision,
            Text = text,
            At = at,
            Position = position,
            ApprovedBy = [.. paper.Pending.ApprovedBy],
            Judgments = [.. text.Judgments.Select(judged => new Judgment { Text = judged })],
        };
        paper.Pending = null;
        foreach (var judgment in paper.Published.Judgments) LookAgain(judgment);
    }

    /// <summary>Evidence changes; every assessment with a submitted or published judgment that cites a touched claim, and that it concerns, is owed a fact.</summary>
    private void Move(string kind, char stream, int number, int version, Func<int, bool> touches, Action change, Func<Paper, bool>? concerns = null)
    {
        var before = Enumerable.Range(0, Claims.Count).Where(touches).ToDictionary(claim => claim, GradeOf);
        change();
        foreach (var paper in Papers)
        {
            var touched = paper.RestsOn().Where(touches).Select(claim => (claim, before[claim], GradeOf(claim), Claims[claim].Withdrawn)).ToArray();
            if (touched.Length == 0 || concerns?.Invoke(paper) is false) continue;
            Owed.Add(new(paper.Number, kind, stream, number, version, touched));
            foreach (var judgment in paper.Published?.Judgments ?? []) judgment.Support = Weigh(judgment, [.. judgment.Text.Supporting.Select(Know).Where(known => !known.Withdrawn)]);
        }
    }

    /// <summary>Support is measured anew from what is known now: at publication, and when the author stands by it.</summary>
    private void LookAgain(Judgment judgment)
    {
        judgment.Seen = [.. judgment.Text.Supporting.Select(Know)];
        judgment.Support = "intact";
        Show(judgment);
    }

    private void Show(Judgment judgment) => (judgment.ShownSupport, judgment.Shown) = (judgment.Support, [.. judgment.Text.Claims.Select(cited => Know(cited.Claim))]);

    /// <summary>Lost or weakened for as long as nobody has looked: all withdrawn, one withdrawn, one downgraded, or fewer origins.</summary>
    private static string Weigh(Judgment judgment, Known[] left)
    {
        var fewer = left.Length < judgment.Seen.Count(then => !then.Withdrawn) || Origins(left) < Origins(judgment.Seen);
        return left.Length == 0 || judgment.Support == "lost" ? "lost" :
            judgment.Support == "weakened" || fewer || left.Any(now => IsWorse(now.Grade, judgment.Seen.Single(then => then.Claim == now.Claim).Grade)) ? "weakened" :
            "intact";
    }

    private Known Know(int claim)
    {
        var origin = Survivor(Claims[claim].Chain[0]);
        return new(claim, GradeOf(claim), Sources[origin].Kind == "unknown" ? null : origin, Claims[claim].Withdrawn);
    }

    /// <summary>A source, what it is merged into, and so on.</summary>
    private IEnumerable<int> Path(int source)
    {
        for (int? next = source; next is { } one; next = Sources[one].MergedInto) yield return one;
    }

    private int Survivor(int source) => Path(source).Last();

    /// <summary>Whether a claim came through a source, or through one that is merged into it.</summary>
    private Func<int, bool> Through(int source)
    {
        var own = Enumerable.Range(0, Sources.Count).Where(other => Path(other).Contains(source)).ToHashSet();
        return claim => Claims[claim].Chain.Any(own.Contains);
    }

    private static int Origins(IEnumerable<Known> claims) => claims.Where(known => !known.Withdrawn).Select(known => known.Origin).OfType<int>().Distinct().Count();

    /// <summary>The weakest judged link of the chain, F when the origin is F, and the claim's own digit.</summary>
    private string GradeOf(int claim)
    {
        char[] chain = [.. Claims[claim].Chain.Select(source => Sources[Survivor(source)].Reliability)];
        return $"{(chain[0] == 'F' ? 'F' : chain.Where(letter => letter != 'F').Max())}{Claims[claim].Credibility}";
    }

    /// <summary>By letter, then digit; F and 6 come last.</summary>
    private static bool IsWorse(string grade, string than) => string.CompareOrdinal(Rank(grade), Rank(than)) > 0;

    private static string Rank(string grade) => (grade.AsSpan().ContainsAny('F', '6') ? "z" : "a") + grade;
}
