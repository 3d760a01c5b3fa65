using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst registers where information comes from, and how far it can be relied on; <c>distinct</c> says why it is another than the one of the same name.</summary>
public sealed record RegisterSource(
    [property: Words(1, 500)] string Name,
    SourceKind Kind,
    Reliability Reliability,
    [property: Words(1, 4000)] string? Note = null,
    Marking Marking = Marking.Clear,
    [property: Words(1, 4000)] string? Distinct = null,
    [property: NotEmptyId] Guid? Id = null);

public static class RegisterSourceEndpoint
{
    public static Task<IReadOnlyList<SourceState>> LoadAsync(RegisterSource body, IDocumentSession session, CancellationToken ct) => Alike.SourcesAsync(session, body.Name, ct);

    public static ProblemDetails Validate(RegisterSource body, IReadOnlyList<SourceState> alike, Actor actor)
    {
        // One that the registrar may not see does not count; the same request once more is told of what it made.
        var first = alike.FirstOrDefault(other => actor.Sees(other.Marking));
        if (first?.Id == body.Id || body.Distinct is not null) first = null;
        // What only looks like a name that is taken is told of that one, whatever stands in it unseen.
        if (first is null && !NameForm.IsValid(body.Name)) return Refusal.Invalid("name", new NameAttribute(1, 500).FormatErrorMessage("name"));
        if (!actor.Sees(body.Marking)) return Refusal.Unprocessable("marking-above-clearance", "Mark the source no higher than your own clearance.");
        if (first is null) return WolverineContinue.NoProblems;
        var refusal = Refusal.Conflict("source-exists", "There is a source of this name; use it, or say in distinct why this is another one.");
        refusal.Extensions["source"] = first.Id;
        return refusal;
    }

    [WolverinePost("/api/v1/sources"), Requires(Permission.RecordEvidence)]
    public static (Written, Append) Post(RegisterSource body)
    {
        var id = body.Id ?? Guid.CreateVersion7();
        var registered = new SourceRegistered(id, body.Name, body.Kind, body.Reliability, body.Note, body.Marking == Marking.Clear ? null : body.Marking, body.Distinct);
        var (written, append) = Write.Created<SourceState>(SourceResource.Name, id, $"/api/v1/sources/{id}", [registered], null, Codes.Of(body.Marking));
        return (written, append with { Also = session => Alike.Keep(session, id, registered) });
    }
}
