using Assessment.Server.Access;
using Assessment.Server.Http;
using Wolverine.Http;

namespace Assessment.Server.Audit.Replays;

/// <summary>An auditor has the read models checked against all facts; the answer says where to look how far it is.</summary>
public sealed record StartReplay;

public static class StartReplayEndpoint
{
    [WolverinePost("/api/v1/audit/replays"), Requires(Permission.Audit)]
    public static async Task<IResult> Post(StartReplay body, KeptReplays replays, Replaying replaying, Actor actor, IdempotencyClaim? claim, CancellationToken ct)
    {
        if (await replays.StartAsync(actor, claim, ct) is not { } started)
            return new Problem(Refusal.Conflict("replay-running", "A replay is running already; wait until it has ended, or cancel it."));
        replaying.Wake();
        return started;
    }
}
