namespace Assessment.Client.Cases;

internal sealed partial class CaseSteps
{
    /// <summary>How long after publication an idempotency key of a reaffirmation is certain to be kept, with an hour for clocks that differ.</summary>
    private static readonly TimeSpan KeysHold = TimeSpan.FromHours(23);

    private Task<Effect> PostAsync(PostAssessmentStep step, CancellationToken ct)
    {
        var api = personas[step.As];
        var id = _ids.Of(CaseKey.Assessment(step.Key));
        var assessment = new NewAssessment(file.Partnership.Id, step.Title, step.InformationCutOff, step.Marking, Judgments(step.Judgments), step.Submit, id);
        return Once.CreateAsync(() => api.FindAssessmentAsync(id, ct: ct), () => api.PostAssessmentAsync(assessment, KeyOf(step), ct));
    }

    private Task<Effect> ApproveAsync(ApproveStep step, CancellationToken ct)
    {
        var revision = _walk.Revision(step.Assessment);
        return ChangeAsync(
            step, step.Assessment,
            found => found.Published?.Revision >= revision
                || found.Status == "retracted"
                || (found.Pending?.Revision == revision && found.Pending.ApprovedBy.Contains(step.As)),
            (api, found) => api.ApproveAsync(found.Content.Id, found.ETag, step.Comment, KeyOf(step), ct), ct);
    }

    private Task<Effect> ReviseAsync(ReviseStep step, CancellationToken ct)
    {
        var next = _walk.Revision(step.Assessment) + 1;
        var revision = new NewRevision(
            step.Reason, step.Title, step.InformationCutOff, step.Marking, step.Judgments is null ? null : Judgments(step.Judgments), step.Submit);
        return ChangeAsync(
            step, step.Assessment,
            found => found.Published?.Revision >= next || found.Pending?.Revision >= next || found.Status == "retracted",
            (api, found) => api.ReviseAsync(found.Content.Id, found.ETag, revision, KeyOf(step), ct), ct);
    }

    // That somebody has looked again leaves no mark but intact support, which may also never have been lost. While the key
    // is certain to be kept, sending again writes nothing; after that, intact support is taken for the mark.
    private async Task<Effect> ReaffirmAsync(ReaffirmStep step, CancellationToken ct)
    {
        var repeated = false;
        var effect = await ChangeAsync(
            step, step.Assessment,
            found => found.Published is { } published
                && DateTimeOffset.UtcNow - published.PublishedAt > KeysHold
                && published.Judgments.FirstOrDefault(judgment => judgment.Dimension == step.Dimension && judgment.Perspective == step.Perspective)?.Support == "intact",
            async (api, found) =>
            {
                var answer = await api.ReaffirmAsync(found.Content.Id, found.ETag, step.Dimension, step.Perspective, step.Reason, KeyOf(step), ct);
                repeated = answer.Content.Version <= found.Content.Version;
            },
            ct);
        return repeated ? Effect.AlreadyThere : effect;
    }

    private Task<Effect> DissentAsync(DissentStep step, CancellationToken ct) => ChangeAsync(
        step, step.Assessment,
        found => Open(found, step) is not null,
        (api, found) => api.DissentAsync(
            found.Content.Id, new NewDissent(step.Dimension, step.Perspective, step.Level, step.Rationale, Citations(step.Claims)), KeyOf(step), ct),
        ct);

    private Task<Effect> JoinAsync(JoinDissentStep step, CancellationToken ct)
    {
        var dissent = file.Steps.OfType<DissentStep>().Single(other => other.Key == step.Dissent);
        return ChangeAsync(
            step, dissent.Assessment,
            found => Open(found, dissent) is not { } open || open.Joiners.Contains(step.As),
            (api, found) => api.JoinDissentAsync(found.Content.Id, found.ETag, Open(found.Content, dissent)!.Id, KeyOf(step), ct), ct);
    }

    private static DissentAnswer? Open(AssessmentAnswer assessment, DissentStep step) => assessment.Dissents.FirstOrDefault(
        dissent => dissent.Analyst == step.As && dissent.Dimension == step.Dimension && dissent.Perspective == step.Perspective);

    private Task<Effect> ChangeAsync(
        CaseStep step, string assessment, Func<AssessmentAnswer, bool> isThere, Func<AssessmentApi, Versioned<AssessmentAnswer>, Task> change, CancellationToken ct)
    {
        var api = personas[step.As];
        var id = _ids.Of(CaseKey.Assessment(assessment));
        return Once.ChangeAsync(() => api.FindAssessmentAsync(id, ct: ct), isThere, found => change(api, found));
    }

    private NewJudgment[] Judgments(IEnumerable<CaseJudgment> judgments) =>
    [
        .. judgments.Select(judgment => new NewJudgment(
            judgment.Dimension, judgment.Perspective, judgment.Level, judgment.Likelihood, judgment.Confidence, judgment.Rationale,
            Citations(judgment.Claims), judgment.Alternatives, judgment.Assumptions, judgment.Indicators, judgment.Distribution)),
    ];

    private Citation[] Citations(IEnumerable<CaseCitation> cited) =>
        [.. cited.Select(one => new Citation(_ids.Of(CaseKey.Claim(one.Claim)), one.Stance))];
}
