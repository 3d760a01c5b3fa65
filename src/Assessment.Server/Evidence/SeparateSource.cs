using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst has found a merger to be a mistake, and says why: the source is one of its own again.</summary>
public sealed record SeparateSource([property: Words(1, 4000)] string Reason);

public static class SeparateSourceEndpoint
{
    public static Task<(SourceState?, CitedEvidence)> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => SourceChange.LoadAsync(session, [id], ct);

    public static ProblemDetails Validate(SourceState? source, CitedEvidence known, Actor actor, IfMatch ifMatch)
    {
        if (SourceChange.Refuse(source, actor, ifMatch) is { } refusal) return refusal;
        if (source!.MergedInto is not { } from) return Refusal.Conflict("not-merged", "The source is not merged; there is nothing to separate.");
        return known.Sees(actor, from) ? WolverineContinue.NoProblems : Refusal.Forbidden("forbidden", "You may not see what it is merged into; ask somebody who may.");
    }

    [WolverinePost("/api/v1/sources/{id:guid}/separation"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append) Post(SeparateSource body, SourceState source, CitedEvidence known) => SourceChange.Of(
        source, (Marking)Math.Max((int)source.Marking, (int)known.Sources[source.MergedInto!.Value].Marking), moves: true,
        new SourceSeparated(source.Id, source.MergedInto.Value, body.Reason));
}
