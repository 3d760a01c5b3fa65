using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>Somebody marks a source higher, or a lead lower, and says why: from then on that decides who may know of it, at every moment asked for.</summary>
public sealed record RemarkSource(Marking Marking, [property: Words(1, 4000)] string Reason);

public static class RemarkSourceEndpoint
{
    public static Task<(SourceState?, CitedEvidence)> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => SourceChange.LoadAsync(session, [id], ct);

    public static ProblemDetails Validate(RemarkSource body, SourceState? source, Actor actor, IfMatch ifMatch)
    {
        if (SourceChange.Refuse(source, actor, ifMatch) is { } refusal) return refusal;
        if (!actor.Sees(body.Marking)) return Refusal.Unprocessable("marking-above-clearance", "Mark the source no higher than your own clearance.");
        return body.Marking < source!.Marking && !actor.Is(Roles.Lead)
            ? Refusal.Forbidden("forbidden", "Only a lead marks something lower; ask one.")
            : WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/sources/{id:guid}/remarking"), Requires(Permission.Remark), Changes]
    public static (Written, Append) Post(RemarkSource body, SourceState source) => body.Marking == source.Marking
        ? SourceChange.Of(source, source.Marking, moves: false)
        : SourceChange.Of(source, body.Marking, moves: false, new SourceRemarked(source.Id, body.Marking, source.Marking, body.Reason));
}
