using Assessment.Ledger;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Ledger.Exports;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Ledger;

/// <summary>The tree as C2SP tlog-tiles names it: hashes for everybody, leaves for auditors who may see everything they are about.</summary>
public static class GetTileEndpoint
{
    [WolverineGet("/api/v1/ledger/tile/{level:int}/{**n}"), Requires(Permission.FollowLedger)]
    [ProducesResponseType<byte[]>(StatusCodes.Status200OK, Published.Binary)]
    public static async Task<IResult> Get(int level, string n, LedgerReader ledger, CancellationToken ct) =>
        TilePath.TryParse($"tile/{level}/{n}", out var path) && await ledger.TileAsync(path, ct) is { } tile
            ? new Published(tile, Published.Binary, !path.IsPartial)
            : new Problem(Refusal.NotFound("tile"));

    [WolverineGet("/api/v1/ledger/tile/entries/{**n}"), Requires(Permission.Audit)]
    [ProducesResponseType<byte[]>(StatusCodes.Status200OK, Published.Binary)]
    public static async Task<IResult> GetEntries(string n, LedgerReader ledger, Actor actor, CancellationToken ct)
    {
        if (!actor.Sees(Marking.Red)) return new Problem(Uncleared);
        if (!TilePath.TryParse($"tile/entries/{n}", out var path) || await ledger.EntriesAsync(path, ct) is not { } lines || lines.Count < path.Width)
            return new Problem(Refusal.NotFound("tile"));
        Reading.Shows(Marking.Red);
        return new Published(BundleSource.EntriesOf(lines), Published.Binary, !path.IsPartial);
    }

    /// <summary>Who may not see everything may not see the whole log either, for it names everything.</summary>
    public static ProblemDetails Uncleared => Refusal.Forbidden("clearance-too-low", "The log names facts of every marking; this needs the clearance RED.");
}
