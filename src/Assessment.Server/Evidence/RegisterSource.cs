using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst registers where information comes from, and how far it can be relied on.</summary>
public sealed record RegisterSource(
    [property: Name(1, 500)] string Name,
    SourceKind Kind,
    Reliability Reliability,
    [property: Words(1, 4000)] string? Note = null,
    [property: NotEmptyId] Guid? Id = null);

public static class RegisterSourceEndpoint
{
    [WolverinePost("/api/v1/sources"), Requires(Permission.RecordEvidence)]
    public static (Written, Append) Post(RegisterSource body)
    {
        var id = body.Id ?? Guid.CreateVersion7();
        return Write.Created<SourceState>(SourceResource.Name, id, $"/api/v1/sources/{id}",
            [new SourceRegistered(id, body.Name, body.Kind, body.Reliability, body.Note)], null, Codes.Of(Marking.Clear));
    }
}
