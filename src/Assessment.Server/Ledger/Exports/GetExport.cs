using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Ledger.Exports;

/// <summary>The bundle once it is made; until then how far it is.</summary>
public static class GetExportEndpoint
{
    public const string Zip = "application/zip";

    [WolverineGet("/api/v1/audit/exports/{id:guid}"), Requires(Permission.Audit)]
    [ProducesResponseType<byte[]>(StatusCodes.Status200OK, Zip)]
    [ProducesResponseType<ExportAnswer>(StatusCodes.Status202Accepted, "application/json")]
    public static async Task<IResult> Get(Guid id, KeptExports exports, Exporting exporting, Actor actor, CancellationToken ct)
    {
        if (!actor.Sees(Marking.Red)) return new Problem(GetTileEndpoint.Uncleared);
        if (await exports.FindAsync(id, actor, ct) is not { } export) return new Problem(Refusal.NotFound(KeptExports.Name));
        Reading.Shows(Marking.Red);
        if (await exporting.BundleOfAsync(export, ct) is { } bundle) return Results.File(bundle, Zip, $"assessment-ledger-{export.Size}.zip", enableRangeProcessing: true);
        return exporting.FailureOf(export) is { } failure
            ? new Problem(Refusal.Of(StatusCodes.Status503ServiceUnavailable, "export-failed", $"The bundle could not be made: {failure}. Ask again to have it tried again."))
            : Results.Json(new ExportAnswer(export.Id, export.Size, exporting.Make(export), export.RequestedAt), StrictJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
