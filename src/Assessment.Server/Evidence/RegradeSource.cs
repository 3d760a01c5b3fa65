using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst relies on a source more or less than before, and says why.</summary>
public sealed record RegradeSource(Reliability Reliability, [property: Words(1, 4000)] string Reason);

public static class RegradeSourceEndpoint
{
    public static Task<(SourceState?, CitedEvidence)> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => SourceChange.LoadAsync(session, [id], ct);

    /// <summary>What is merged has its survivor's grade: that one is regraded.</summary>
    public static ProblemDetails Validate(SourceState? source, CitedEvidence known, Actor actor, IfMatch ifMatch)
    {
        if (SourceChange.Refuse(source, actor, ifMatch) is { } refusal) return refusal;
        if (source!.MergedInto is null) return WolverineContinue.NoProblems;
        var merged = Refusal.Conflict("source-merged", "The source is merged into another one and has that one's grade; regrade that one, or separate them first.");
        if (known.SurvivorOf(source.Id) is var survivor && known.Sees(actor, survivor)) merged.Extensions["source"] = survivor;
        return merged;
    }

    [WolverinePost("/api/v1/sources/{id:guid}/regradings"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append) Post(RegradeSource body, SourceState source) => body.Reliability == source.Reliability
        ? SourceChange.Of(source, source.Marking, moves: true)
        : SourceChange.Of(source, source.Marking, moves: true, new SourceRegraded(source.Id, body.Reliability, source.Reliability, body.Reason));
}
