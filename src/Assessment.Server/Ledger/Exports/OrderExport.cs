using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Ledger.Exports;

/// <summary>An auditor who may see everything asks for all of it, in a bundle that is verified without the service.</summary>
public sealed record OrderExport;

public static class OrderExportEndpoint
{
    [WolverinePost("/api/v1/audit/exports"), Requires(Permission.Audit)]
    [ProducesResponseType<ExportAnswer>(StatusCodes.Status202Accepted, "application/json")]
    public static async Task<IResult> Post(OrderExport body, KeptExports exports, Exporting exporting, Actor actor, IdempotencyClaim? claim, CancellationToken ct)
    {
        if (!actor.Sees(Marking.Red)) return new Problem(GetTileEndpoint.Uncleared);
        if (!await exports.HasCheckpointAsync(ct)) return new Problem(GetCheckpointEndpoint.NothingSigned);
        if (await exports.OrderAsync(actor, claim, ct) is not var (export, accepted))
            return new Problem(Refusal.Conflict("export-running", "A bundle is being made for you; fetch that one first."));
        exporting.Make(export);
        return accepted;
    }
}
