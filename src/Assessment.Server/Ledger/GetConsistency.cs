using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Ledger;

/// <summary>Two sizes of the log, the earlier first.</summary>
public sealed record GetConsistency([property: Required] long? From = null, [property: Required] long? To = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (From == 0) yield return new ValidationResult("Every log begins with nothing; ask from 1 on.", [nameof(From)]);
        if (From > To) yield return new ValidationResult("The sizes are asked for in the order in which the log had them.", [nameof(From), nameof(To)]);
    }
}

/// <summary>That the log of the first size is the beginning of the log of the second.</summary>
/// <param name="From">The smaller size.</param>
/// <param name="To">The larger size.</param>
/// <param name="Proof">Hashes as RFC 6962 §2.1.2 orders them, base64.</param>
public sealed record ConsistencyAnswer(long From, long To, IReadOnlyList<string> Proof);

/// <summary>The consistency proof between two sizes.</summary>
public static class GetConsistencyEndpoint
{
    [WolverineGet("/api/v1/audit/consistency"), Requires(Permission.Audit)]
    [ProducesResponseType<ConsistencyAnswer>(StatusCodes.Status200OK, "application/json")]
    public static async Task<IResult> Get(GetConsistency query, LedgerReader ledger, CancellationToken ct) =>
        await ledger.ProveAsync(query.From!.Value, query.To!.Value, ct) is { } proof
            ? Results.Json(new ConsistencyAnswer(query.From.Value, query.To.Value, [.. proof.Select(hash => hash.ToString())]), StrictJson.Options)
            : new Problem(Refusal.Conflict("not-in-ledger-yet", "The log has not grown to this size."));
}
