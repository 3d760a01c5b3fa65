using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Wolverine.Http;

namespace Assessment.Server.Audit.Replays;

/// <summary>
/// An auditor has a replay stop, whoever started it. Its version grows with every second, and stopping it is right at any: none
/// is demanded.
/// </summary>
public static class CancelReplayEndpoint
{
    [WolverineDelete("/api/v1/audit/replays/{id:guid}"), Requires(Permission.Audit)]
    public static async Task<IResult> Delete(Guid id, KeptReplays replays, Actor actor, CancellationToken ct)
    {
        if ((await replays.CancelAsync(id, ct) ?? await replays.FindAsync(id, ct)) is not { } replay) return new Problem(Refusal.NotFound(ReplayResource.Name));
        return replay.State is ReplayState.Cancelled
            ? new Resource(ReplayResource.Name, replay.For(actor))
            : new Problem(Refusal.Conflict("not-running", $"The replay has ended already: it {Codes.Of(replay.State)}."));
    }
}
