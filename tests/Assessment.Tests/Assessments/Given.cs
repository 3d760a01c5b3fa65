using System.Text.Json;
using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;
using Xunit;

namespace Assessment.Tests.Assessments;

/// <summary>Given this history, when somebody does this, then these facts follow, or this refusal.</summary>
internal sealed record Given(AssessmentState? Assessment)
{
    public PartnershipState Partnership { get; init; } = Cast.PartnershipWith(reviewers: 1);

    public CitedEvidence Evidence { get; init; } = Cast.Evidence;

    private Desk? Desk => Assessment is null ? null : new Desk(Assessment, Partnership, Evidence);

    public static Given Nothing { get; } = new(Assessment: null);

    public static Given Facts(params object[] history) => new(Fold(history));

    public static AssessmentState Fold(params object[] history) =>
        history.Aggregate(new AssessmentState(), (state, fact) => state.Evolve(fact, new DateTimeOffset(2026, 2, 20, 12, 0, 0, TimeSpan.Zero), state.Version + 1) with { Version = state.Version + 1 });

    public Given WithReviewers(int reviewers) => this with { Partnership = Cast.PartnershipWith(reviewers) };

    public Outcome Post(Actor actor, Content? content, bool submit = false, string partnership = Cast.Pair)
    {
        var body = new PostAssessment(partnership, content?.Title ?? "", content?.InformationCutOff ?? default, null, content?.Marking ?? default, submit, Cast.Paper);
        var opened = new NewAssessment(Cast.Paper, content, partnership == Partnership.Id ? Partnership : null, Evidence);
        return Outcome.Of(PostAssessmentEndpoint.Validate(body, opened, actor, Cast.Today), () => PostAssessmentEndpoint.Post(body, opened, actor).Item2);
    }

    public Outcome Edit(Actor actor, EditAssessment body, long? ifMatch = null) => Outcome.Of(
        EditAssessmentEndpoint.Validate(body, Desk, actor, Seen(ifMatch), Cast.Today), () => EditAssessmentEndpoint.Put(body, Desk!).Item2);

    public Outcome Submit(Actor actor, long? ifMatch = null) => Outcome.Of(
        SubmitAssessmentEndpoint.Validate(Desk, actor, Seen(ifMatch)), () => SubmitAssessmentEndpoint.Post(new(), Desk!).Item2);

    public Outcome Approve(Actor actor, string? comment = null, long? ifMatch = null) => Outcome.Of(
        ApproveAssessmentEndpoint.Validate(Desk, actor, Seen(ifMatch)), () => ApproveAssessmentEndpoint.Post(new(comment), Desk!, actor).Item2);

    public Outcome Return(Actor actor, string comment = "Cite the cable.", long? ifMatch = null) => Outcome.Of(
        ReturnAssessmentEndpoint.Validate(Desk, actor, Seen(ifMatch)), () => ReturnAssessmentEndpoint.Post(new(comment), Desk!, actor).Item2);

    public Outcome Revise(Actor actor, Content? content, bool submit = false, long? ifMatch = null)
    {
        var body = new ReviseAssessment(new(Cast.Because.Code, Cast.Because.Text), Submit: submit);
        var revision = new NewRevision(Desk, content);
        return Outcome.Of(ReviseAssessmentEndpoint.Validate(body, revision, actor, Seen(ifMatch), Cast.Today), () => ReviseAssessmentEndpoint.Post(body, revision).Item2);
    }

    public Outcome Retract(Actor actor, string reason = "The source lied.", long? ifMatch = null) => Outcome.Of(
        RetractAssessmentEndpoint.Validate(Desk, actor, Seen(ifMatch)), () => RetractAssessmentEndpoint.Post(new(reason), Desk!, actor).Item2);

    private IfMatch Seen(long? version) => new(version ?? Assessment?.Version ?? 1);
}

/// <summary>What was decided: a refusal, or facts appended to the version that was seen.</summary>
internal sealed record Outcome(ProblemDetails? Refusal, Append? Append)
{
    public IReadOnlyList<object> Facts => Append?.Facts ?? [];

    public static Outcome Of(ProblemDetails validated, Func<Append> decide) =>
        ReferenceEquals(validated, WolverineContinue.NoProblems) ? new(null, decide()) : new(validated, null);

    public void Then(params object[] facts)
    {
        Assert.Null(Refusal?.Title);
        Assert.Equal(facts.Select(Kept), Facts.Select(Kept));
    }

    public void ThenRefused(int status, string code)
    {
        Assert.Equal((status, code), (Refusal?.Status, Refusal?.Title));
        Assert.Equal($"urn:assessment:refusal:{code}", Refusal!.Type);
    }

    // Facts are compared as the JSON the store keeps: what is asserted is what will be remembered.
    private static string Kept(object fact) => $"{Server.Storage.Facts.NameOf(fact.GetType())} {JsonSerializer.Serialize(fact, fact.GetType(), Store.Stored())}";
}
