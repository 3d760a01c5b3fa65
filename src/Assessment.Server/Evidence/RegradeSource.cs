using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst relies on a source more or less than before, and says why.</summary>
public sealed record RegradeSource(Reliability Reliability, [property: Words(1, 4000)] string Reason);

public static class RegradeSourceEndpoint
{
    public static async Task<SourceState?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) =>
        SourceState.Fold(await session.FactsAsync(id, Horizon.Now, ct));

    public static ProblemDetails Validate(SourceState? source, IfMatch ifMatch) =>
        source is null ? Refusal.NotFound("source") : ifMatch.Against(source.Version);

    [WolverinePost("/api/v1/sources/{id:guid}/regradings"), Requires(Permission.RecordEvidence), Changes]
    public static (Written, Append) Post(RegradeSource body, SourceState source)
    {
        var same = body.Reliability == source.Reliability;
        var (written, append) = Write.Changed<SourceState>(SourceResource.Name, source.Id, source.Version,
            same ? [] : [new SourceRegraded(source.Id, body.Reliability, source.Reliability, body.Reason)], null, Codes.Of(Marking.Clear));
        return (written, append with { SetsInMotion = same ? [] : [new EvidenceMoved(source.Id, written.Version)] });
    }
}
