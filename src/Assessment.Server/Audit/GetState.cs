using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Audit;

/// <summary>A resource as it was at a version or a moment; without either, as it is.</summary>
public sealed record GetState(long? Version = null, Moment? AsOf = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Version is not null && AsOf is not null)
            yield return new ValidationResult("Ask for a version or for a moment, not for both.", [nameof(Version), nameof(AsOf)]);
    }
}

public static class GetStateEndpoint
{
    public static Task<(Settled?, ProblemDetails)> LoadAsync(GetState query, Moments moments, CancellationToken ct) => moments.SettleAsync(query.AsOf, ct);

    [WolverineGet("/api/v1/audit/streams/{id:guid}/state"), Requires(Permission.Audit), Follows]
    [ProducesResponseType<StateAnswer>(StatusCodes.Status200OK, "application/json")]
    public static async Task<IResult> Get(
        Guid id, GetState query, Settled? asOf, FactReader facts, StreamStates states, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (await facts.FindAsync(id, actor, ct) is not { } stream) return new Problem(Refusal.NotFound("stream"));
        return await states.ReadAsync(session, stream, new Horizon(query.Version, asOf?.Position), actor, ct) is { } state
            ? Results.Json(state, StrictJson.Options)
            : new Problem(Refusal.NotFound("version of this stream"));
    }
}
