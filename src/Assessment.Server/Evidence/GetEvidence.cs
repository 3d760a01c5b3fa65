using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>One source or claim, with everything written to it.</summary>
public static class GetEvidenceEndpoint
{
    [WolverineGet("/api/v1/sources/{id:guid}"), Requires(Permission.Read), Follows]
    public static async Task<IResult> GetSource(Guid id, SourceResource sources, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(SourceResource.Name, await sources.ReadAsync(session, id, null, Horizon.Now, actor, ct));

    [WolverineGet("/api/v1/claims/{id:guid}"), Requires(Permission.Read), Follows]
    public static async Task<IResult> GetClaim(Guid id, ClaimResource claims, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(ClaimResource.Name, await claims.ReadAsync(session, id, null, Horizon.Now, actor, ct));
}
