using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Assessment.Server.Audit.Redactions;

/// <summary>An auditor proposes that the text of a fact be taken out, for a reason that lies outside of the store.</summary>
public sealed record ProposeRedaction(
    [property: Range(1, long.MaxValue)] long Position,
    [property: Words(1, 200)] string Case,
    [property: Words(1, 4000)] string Reason);

public static class ProposeRedactionEndpoint
{
    public static Task<RedactableFact?> LoadAsync(ProposeRedaction body, NpgsqlDataSource database, CancellationToken ct) => RedactableFact.LoadAsync(database, body.Position, ct);

    public static ProblemDetails Validate(ProposeRedaction body, RedactableFact? fact, Actor actor)
    {
        if (fact is null || !actor.Sees(fact.Marking)) return Refusal.Unprocessable("unknown-fact", $"There is no fact at position {body.Position} that you may see.");
        if (fact.IsOfRedaction) return Refusal.Unprocessable("not-redactable", "What is said about a redaction is the record of it, and stays.");
        if (fact.Case is { } done) return Refusal.Conflict("already-redacted", $"The text of this fact was taken out in case {done}.");
        return fact.HasText ? WolverineContinue.NoProblems : Refusal.Unprocessable("nothing-to-redact", "This fact holds no text; ids, levels and codes stay.");
    }

    [WolverinePost("/api/v1/audit/redactions"), Requires(Permission.ProposeRedactions)]
    public static (Written, Append) Post(ProposeRedaction body, RedactableFact fact)
    {
        var id = Guid.CreateVersion7();
        return Write.Created<RedactionState>(RedactionResource.Name, id, $"/api/v1/audit/redactions/{id}",
            [new RedactionProposed(id, body.Position, body.Case, body.Reason)], fact.Partnership, Codes.Of(fact.Marking));
    }
}
