using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Wolverine.Http;

namespace Assessment.Server.Audit.Replays;

/// <summary>How far a replay is, and what it has found.</summary>
public static class GetReplayEndpoint
{
    [WolverineGet("/api/v1/audit/replays/{id:guid}"), Requires(Permission.Audit)]
    public static async Task<IResult> Get(Guid id, ReplayResource replays, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(ReplayResource.Name, await replays.ReadAsync(session, id, null, Horizon.Now, actor, ct));
}
