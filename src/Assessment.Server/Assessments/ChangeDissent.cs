using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>Nothing has to be said to join a dissent.</summary>
public sealed record JoinDissent;

/// <summary>What withdrawing, joining and leaving a dissent have in common.</summary>
public static class DissentChange
{
    public static Task<Desk?> LoadAsync(IQuerySession session, Guid id, CancellationToken ct) => Desk.LoadAsync(session, id, null, ct);

    public static Dissent? Find(Desk desk, Guid dissent, Actor actor) =>
        desk.Assessment.Dissents.FirstOrDefault(open => open.Id == dissent && actor.Sees(open.MarkingNow));

    public static ProblemDetails Validate(Desk? desk, Guid dissent, Actor actor, IfMatch ifMatch, Func<Dissent, ProblemDetails?> rule)
    {
        if (Desk.Refuse(desk, actor, ifMatch) is { } no) return no;
        return Find(desk!, dissent, actor) is { } open ? rule(open) ?? WolverineContinue.NoProblems : Refusal.NotFound("dissent");
    }

    /// <summary>A fact about a dissent is marked as the dissent is, which may be higher than the assessment.</summary>
    public static (Written, Append) Of(Desk desk, Dissent dissent, params IReadOnlyList<object> facts)
    {
        // It is named by the path, whatever is answered.
        Reading.Shows(dissent.Marking);
        return desk.Marked(dissent.Marking, facts);
    }
}

/// <summary>Its author takes a dissent back.</summary>
public static class WithdrawDissentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => DissentChange.LoadAsync(session, id, ct);

    public static ProblemDetails Validate(Guid dissent, Desk? desk, Actor actor, IfMatch ifMatch) => DissentChange.Validate(desk, dissent, actor, ifMatch, open =>
        open.Analyst == actor.Id ? null : Refusal.Forbidden("not-the-author", $"Only {open.Analyst} can withdraw this dissent; you can leave it."));

    [WolverineDelete("/api/v1/assessments/{id:guid}/dissents/{dissent:guid}"), Requires(Permission.WriteAssessments), Changes]
    public static (Written, Append) Delete(Guid dissent, Desk desk, Actor actor) =>
        DissentChange.Of(desk, DissentChange.Find(desk, dissent, actor)!, new DissentWithdrawn(desk.Assessment.Id, dissent));
}

/// <summary>Another analyst joins a dissent; joining again changes nothing.</summary>
public static class JoinDissentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => DissentChange.LoadAsync(session, id, ct);

    public static ProblemDetails Validate(Guid dissent, Desk? desk, Actor actor, IfMatch ifMatch) => DissentChange.Validate(desk, dissent, actor, ifMatch, open =>
        open.Analyst == actor.Id || desk!.Assessment.Author == actor.Id
            ? Refusal.Forbidden("own-work", "Only other analysts join a dissent: neither who wrote it nor who it dissents from.")
            : null);

    [WolverinePost("/api/v1/assessments/{id:guid}/dissents/{dissent:guid}/joiners"), Requires(Permission.WriteAssessments), Changes]
    public static (Written, Append) Post(JoinDissent body, Guid dissent, Desk desk, Actor actor)
    {
        var open = DissentChange.Find(desk, dissent, actor)!;
        return DissentChange.Of(desk, open, open.Joiners.Contains(actor.Id) ? [] : [new DissentJoined(desk.Assessment.Id, dissent, actor.Id)]);
    }
}

/// <summary>An analyst leaves a dissent they had joined; leaving again changes nothing.</summary>
public static class LeaveDissentEndpoint
{
    public static Task<Desk?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => DissentChange.LoadAsync(session, id, ct);

    public static ProblemDetails Validate(Guid dissent, Desk? desk, Actor actor, IfMatch ifMatch) => DissentChange.Validate(desk, dissent, actor, ifMatch, _ => null);

    [WolverineDelete("/api/v1/assessments/{id:guid}/dissents/{dissent:guid}/joiners"), Requires(Permission.WriteAssessments), Changes]
    public static (Written, Append) Delete(Guid dissent, Desk desk, Actor actor)
    {
        var open = DissentChange.Find(desk, dissent, actor)!;
        return DissentChange.Of(desk, open, open.Joiners.Contains(actor.Id) ? [new DissentLeft(desk.Assessment.Id, dissent, actor.Id)] : []);
    }
}
