using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Audit.Redactions;

/// <summary>One redaction, for those who propose and those who decide.</summary>
public static class GetRedactionEndpoint
{
    [WolverineGet("/api/v1/audit/redactions/{id:guid}"), Requires(Permission.SeeRedactions)]
    [ProducesResponseType<RedactionAnswer>(StatusCodes.Status200OK, "application/json")]
    public static async Task<IResult> Get(Guid id, RedactionResource redactions, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(RedactionResource.Name, await redactions.ReadAsync(session, id, null, Horizon.Now, actor, ct));
}
