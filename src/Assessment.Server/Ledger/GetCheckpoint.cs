using System.Text;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Ledger;

/// <summary>The latest signed checkpoint, and the key it is verified with.</summary>
public static class GetCheckpointEndpoint
{
    [WolverineGet("/api/v1/ledger/checkpoint"), Requires(Permission.FollowLedger)]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/plain")]
    public static async Task<IResult> Get(LedgerReader ledger, CancellationToken ct) => Text(await ledger.LatestAsync(ct), latest => latest.Note);

    [WolverineGet("/api/v1/ledger/key"), Requires(Permission.FollowLedger)]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/plain")]
    public static async Task<IResult> GetKey(LedgerReader ledger, CancellationToken ct) => Text(await ledger.LatestAsync(ct), latest => $"{latest.Key}\n");

    public static ProblemDetails NothingSigned =>
        Refusal.Of(StatusCodes.Status404NotFound, "nothing-signed-yet", "The ledger has no checkpoint yet; the first comes a second after the first fact.");

    private static IResult Text(SignedCheckpoint? latest, Func<SignedCheckpoint, string> text) => latest is null
        ? new Problem(NothingSigned)
        : new Published(Encoding.UTF8.GetBytes(text(latest)), "text/plain; charset=utf-8", Final: false, latest.SignedAt);
}
