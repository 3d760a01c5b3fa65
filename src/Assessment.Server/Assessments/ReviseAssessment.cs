using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>The author opens the next revision of a published assessment and says why; what is not given anew stays as published.</summary>
public sealed record ReviseAssessment(
    ReasonInput Reason,
    [property: Name(1, 300)] string? Title = null,
    DateOnly? InformationCutOff = null,
    Marking? Marking = null,
    [property: MaxLength(100), DistinctItems] IReadOnlyList<JudgmentInput>? Judgments = null,
    bool Submit = false);

/// <summary>Why a revision is opened.</summary>
public sealed record ReasonInput(RevisionReasonCode Code, [property: Words(1, 4000)] string Text);

/// <summary>A revision ready to be decided on; no content when a likelihood is out of range.</summary>
public sealed record NewRevision(Desk? Desk, Content? Content);

public static class ReviseAssessmentEndpoint
{
    public static async Task<NewRevision> LoadAsync(Guid id, ReviseAssessment body, IQuerySession session, CancellationToken ct)
    {
        var desk = await Desk.LoadAsync(session, id, null, ct);
        if (desk?.Assessment.Published is not { } published) return new(desk, null);
        var judgments = body.Judgments is null ? published.Content.Judgments : ContentInput.Resolve("", default, default, body.Judgments)?.Judgments;
        if (judgments is null) return new(desk, null);
        var content = new Content(body.Title ?? published.Content.Title, body.InformationCutOff ?? published.Content.InformationCutOff,
            body.Marking ?? published.Content.Marking, judgments);
        return new(body.Submit ? await Desk.LoadAsync(session, id, content, ct) : desk, content);
    }

    public static ProblemDetails Validate(ReviseAssessment body, NewRevision revision, Actor actor, IfMatch ifMatch, DateOnly today)
    {
        var desk = revision.Desk;
        var refusal = Desk.Refuse(desk, actor, ifMatch) ?? desk!.RefuseAnyoneBut(actor) ?? desk.RefuseUnlessPublished(actor);
        if (refusal is not null) return refusal;
        if (desk!.Assessment.Pending is { } open)
            return Refusal.Conflict("revision-open", $"Revision {open.Revision} is open already; edit and submit that one.");
        if (revision.Content is not { } content) return ContentInput.LikelihoodOutOfRange();
        return ContentRules.RefuseDraft(content, desk.Partnership, actor, today)
            ?? (body.Submit ? desk.Partnership.RefuseUnreviewed(actor.Id) : null)
            ?? (body.Submit ? ContentRules.RefuseSubmission(content, desk.Assessment.Partnership, desk.Evidence, actor.Sees) : null)
            ?? (body.Submit ? TradecraftPolicy.Refuse(content, desk.Partnership, desk.Evidence) : null)
            ?? WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/assessments/{id:guid}/revisions"), Requires(Permission.WriteAssessments), Changes]
    public static (Written, Append) Post(ReviseAssessment body, NewRevision revision)
    {
        var assessment = revision.Desk!.Assessment;
        var opened = new RevisionOpened(assessment.Id, assessment.Published!.Revision + 1, new(body.Reason.Code, body.Reason.Text), revision.Content!);
        List<object> facts = [opened];
        if (body.Submit) facts.AddRange(revision.Desk.Submission(assessment.Evolve(opened, default, 0).Pending!));
        return revision.Desk.Published(facts);
    }
}
