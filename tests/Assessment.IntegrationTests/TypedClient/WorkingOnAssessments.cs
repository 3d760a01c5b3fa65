using System.Net;
using Assessment.Client;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.TypedClient;

/// <summary>The client takes an assessment through its life as the server answers it, to the last member.</summary>
public sealed class WorkingOnAssessments(TheService service)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AssessmentApi Ana => service.Api.Ana.Typed();

    private AssessmentApi Bo => service.Api.Bo.Typed();

    private AssessmentApi Rex => service.Api.Rex.Typed();

    [Fact]
    public async Task Takes_one_from_a_draft_through_review_and_revision_to_its_retraction()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = Guid.Parse((await stage.ClaimAsync()).Id);
        var now = await Ana.PostAssessmentAsync(new NewAssessment(stage.Partnership, "Trust", new(2025, 6, 7), "GREEN", []), ct: Ct);
        var id = now.Content.Id;
        Assert.Equal(("draft", 1, null), (now.Content.Status, now.Content.Pending!.Revision, now.Content.Published));

        now = await Ana.EditAsync(id, now.ETag, new("Trust after the leak", new(2025, 6, 8), "AMBER", [Judgment(claim)]), Ct);
        now = await Ana.SubmitAsync(id, now.ETag, ct: Ct);
        now = await Rex.ReturnAsync(id, now.ETag, "Say why.", ct: Ct);
        Assert.Equal(("returned", "rex", "Say why."), (now.Content.Pending!.Status, now.Content.Pending.Comments[0].Reviewer, now.Content.Pending.Comments[0].Comment));
        now = await Ana.SubmitAsync(id, now.ETag, ct: Ct);
        now = await Rex.ApproveAsync(id, now.ETag, "Well argued.", ct: Ct);
        var judgment = now.Content.Published!.Judgments[0];
        Assert.Equal(("published", "Trust after the leak", "intact", true), (now.Content.Status, now.Content.Published.Title, judgment.Support, judgment.SingleSourced));
        Assert.Equal((claim, "B2", false), (judgment.Claims[0].Claim, judgment.Claims[0].Grade, judgment.Claims[0].Withdrawn));

        now = await Ana.ReviseAsync(id, now.ETag, new(new("new-evidence", "A second leak."), Judgments: [Judgment(claim) with { Level = 3 }]), ct: Ct);
        Assert.Equal((2, "new-evidence", 2), (now.Content.Pending!.Revision, now.Content.Pending.Reason!.Code, now.Content.Published!.Judgments[0].Level));
        now = await Ana.SubmitAsync(id, now.ETag, ct: Ct);
        now = await Rex.ApproveAsync(id, now.ETag, ct: Ct);
        Assert.Equal((2, "A second leak."), (now.Content.Published!.Revision, now.Content.Published.Reason!.Text));

        now = await Ana.ReaffirmAsync(id, now.ETag, "trust-level", "RU>CN", "Looked again.", ct: Ct);
        now = await Ana.RetractAsync(id, now.ETag, "It was mistaken.", ct: Ct);
        Assert.Equal("retracted", now.Content.Status);
        var before = (await Ana.FindAssessmentAsync(id, asOf: now.Content.Published!.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), ct: Ct))!;
        Assert.Equal("published", before.Content.Status);
    }

    [Fact]
    public async Task Dissents_joins_leaves_and_withdraws()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var id = Guid.Parse((await stage.PublishAsync(service.Api.Ana, claim)).Id);

        var dissent = (await Bo.DissentAsync(id, new("trust-level", "RU>CN", 4, Stage.Rationale, [new(Guid.Parse(claim), "opposes")]), ct: Ct)).Content;
        Assert.Equal(("bo", 4, "opposes"), (dissent.Analyst, dissent.Level, dissent.Claims[0].Stance));
        var cy = service.Api.As("cy", "analyst").Typed();
        var now = await cy.JoinDissentAsync(id, (await cy.FindAssessmentAsync(id, ct: Ct))!.ETag, dissent.Id, ct: Ct);
        Assert.Equal(["cy"], now.Content.Dissents[0].Joiners);
        now = await cy.LeaveDissentAsync(id, now.ETag, dissent.Id, Ct);
        Assert.Empty(now.Content.Dissents[0].Joiners);
        now = await Bo.WithdrawDissentAsync(id, now.ETag, dissent.Id, Ct);
        Assert.Empty(now.Content.Dissents);
    }

    [Fact]
    public async Task Pages_through_a_list_with_filters()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var (first, second) = (await stage.PublishAsync(service.Api.Ana, claim), await stage.PublishAsync(service.Api.Bo, claim));
        await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim)]);

        var page = await service.Api.Rea.Typed().ListAssessmentsAsync(stage.Partnership, "trust-level", status: "published", support: "intact", limit: 1, wait: Strictly.CaughtUp, ct: Ct);
        Assert.Equal(second.Id, Assert.Single(page.Items).Id.ToString());
        page = await service.Api.Rea.Typed().ListAssessmentsAsync(stage.Partnership, limit: 1, cursor: page.Next, ct: Ct);
        Assert.Equal((first.Id, null), (Assert.Single(page.Items).Id.ToString(), page.Next));
        Assert.Equal("submitted", Assert.Single((await Rex.ListAssessmentsAsync(stage.Partnership, analyst: "ana", status: "submitted", ct: Ct)).Items).Pending!.Status);
    }

    [Fact]
    public async Task Finds_what_waits_for_review_first_texts_and_revisions_alike()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var first = (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim)])).Id;
        var published = await stage.PublishAsync(service.Api.Bo, claim);
        await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim)], submit: false);
        await Bo.ReviseAsync(Guid.Parse(published.Id), published.ETag!, new(new("reinterpretation", "Read again."), Submit: true), ct: Ct);

        Assert.Equal([published.Id, first], await QueueAsync(Rex));
        Assert.Empty(await QueueAsync(service.Api.Rea.Typed()));

        async Task<string[]> QueueAsync(AssessmentApi api) =>
            [.. (await api.ListAssessmentsAsync(stage.Partnership, pending: "submitted", wait: Strictly.CaughtUp, ct: Ct)).Items.Select(item => item.Id.ToString())];
    }

    [Fact]
    public async Task Gives_a_distribution_in_place_of_a_likelihood()
    {
        var stage = await Stage.SetAsync(service.Api);
        var judgment = Judgment(Guid.Parse((await stage.ClaimAsync()).Id)) with { Likelihood = null, Distribution = [0.05, 0.7, 0.2, 0.04, 0.01] };
        var posted = await Ana.PostAssessmentAsync(new NewAssessment(stage.Partnership, "Trust", new(2025, 6, 7), null, [judgment], Submit: true), ct: Ct);
        var answered = posted.Content.Pending!.Judgments[0];
        Assert.Equal((0.7, "likely"), (answered.Likelihood.Probability, answered.Likelihood.Term));
        Assert.Equal(judgment.Distribution, answered.Distribution);
    }

    [Fact]
    public async Task Is_told_why_not_in_the_words_of_the_rule()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var posted = await Ana.PostAssessmentAsync(new NewAssessment(stage.Partnership, "Trust", new(2025, 6, 7), null, [Judgment(Guid.Parse(claim)) with { Claims = [] }]), ct: Ct);

        var uncited = await Assert.ThrowsAsync<ApiProblem>(() => Ana.SubmitAsync(posted.Content.Id, posted.ETag, ct: Ct));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "uncited-judgment"), (uncited.Status, uncited.Code));
        Assert.Contains("cites no claim", uncited.Detail, StringComparison.Ordinal);
        var stale = await Assert.ThrowsAsync<ApiProblem>(() => Ana.SubmitAsync(posted.Content.Id, "\"7\"", ct: Ct));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale-version"), (stale.Status, stale.Code));
        var shape = await Assert.ThrowsAsync<ApiProblem>(() => Ana.PostAssessmentAsync(new NewAssessment(stage.Partnership, " ", new(2025, 6, 7), null, []), ct: Ct));
        Assert.Contains("title", shape.Errors.Keys);
        Assert.Null(await Rex.FindAssessmentAsync(posted.Content.Id, ct: Ct));
    }

    [Fact]
    public async Task Repeats_with_the_same_key_what_was_written_once()
    {
        var stage = await Stage.SetAsync(service.Api);
        var assessment = new NewAssessment(stage.Partnership, "Trust", new(2025, 6, 7), null, []);
        var first = await Ana.PostAssessmentAsync(assessment, idempotencyKey: $"once-{stage.Partnership}", ct: Ct);
        Assert.Equal(first.Content.Id, (await Ana.PostAssessmentAsync(assessment, idempotencyKey: $"once-{stage.Partnership}", ct: Ct)).Content.Id);
    }

    private static NewJudgment Judgment(Guid claim) => new(
        "trust-level", "RU>CN", 2, new LikelihoodSaid(Term: "likely"), "moderate", Stage.Rationale, [new(claim, "supports")],
        ["It is theatre."], ["The paper is genuine."], ["Joint patrols end."]);
}
