using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst has found that a source is another one, and says why: from then on both are one origin, of the other's grade.</summary>
public sealed record MergeSource([property: NotEmptyId] Guid Into, [property: Words(1, 4000)] string Reason);

public static class MergeSourceEndpoint
{
    public static Task<(SourceState?, CitedEvidence)> LoadAsync(Guid id, MergeSource body, IDocumentSession session, CancellationToken ct) =>
        SourceChange.LoadAloneAsync(session, id, body.Into, ct);

    public static ProblemDetails Validate(MergeSource body, SourceState? source, CitedEvidence known, Actor actor, IfMatch ifMatch)
    {
        if (SourceChange.Refuse(source, actor, ifMatch) is { } refusal) return refusal;
        if (!known.Sees(actor, body.Into)) return Refusal.Unprocessable("unknown-source", $"There is no source {body.Into}; name one that is registered.");
        if (source!.MergedInto == body.Into) return WolverineContinue.NoProblems;
        if (source.MergedInto is not null) return Refusal.Conflict("already-merged", "The source is merged already; separate it first.");
        return known.PathOf(body.Into).Contains(source.Id)
            ? Refusal.Unprocessable("circular-merger", "The other source is this one already; a merger leads away from it.")
            : WolverineContinue.NoProblems;
    }

    /// <summary>What is said of both is marked like the higher of them.</summary>
    [WolverinePost("/api/v1/sources/{id:guid}/merger"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append) Post(MergeSource body, SourceState source, CitedEvidence known) => source.MergedInto == body.Into
        ? SourceChange.Of(source, source.Marking, moves: true)
        : SourceChange.Of(source, (Marking)Math.Max((int)source.Marking, (int)known.Sources[body.Into].Marking), moves: true, new SourceMerged(source.Id, body.Into, body.Reason));
}
