using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Audit;

/// <summary>What is different between two versions of a resource, in either direction of time.</summary>
public sealed record CompareStates([property: Required(ErrorMessage = CompareStates.Missing)] long? From = null, [property: Required(ErrorMessage = CompareStates.Missing)] long? To = null)
{
    private const string Missing = "This version is required.";
}

/// <summary>Every changed member of a resource between two of its versions.</summary>
public sealed record ComparisonAnswer(Guid Stream, long From, long To, IReadOnlyList<Change> Changes);

public static class CompareStatesEndpoint
{
    [WolverineGet("/api/v1/audit/streams/{id:guid}/comparison"), Requires(Permission.Audit), Follows]
    [ProducesResponseType<ComparisonAnswer>(StatusCodes.Status200OK, "application/json")]
    public static async Task<IResult> Get(Guid id, CompareStates query, FactReader facts, StreamStates states, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (await facts.FindAsync(id, actor, ct) is not { } stream) return new Problem(Refusal.NotFound("stream"));
        var (from, to) = (query.From!.Value, query.To!.Value);
        if (await states.ReadAsync(session, stream, Horizon.OfVersion(from), actor, ct) is not { } before
            || await states.ReadAsync(session, stream, Horizon.OfVersion(to), actor, ct) is not { } after)
            return new Problem(Refusal.NotFound("version of this stream"));
        return Results.Json(new ComparisonAnswer(id, from, to, Comparison.Of(Compared(before), Compared(after))), StrictJson.Options);
    }

    // The versions are what is asked for, not what has changed.
    private static JsonObject Compared(StateAnswer answer)
    {
        answer.State.Remove("version");
        return answer.State;
    }
}
