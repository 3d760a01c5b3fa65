using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Marten;
using Wolverine.Http;

namespace Assessment.Server.Audit;

/// <summary>All that ever happened to one partnership, source, claim or assessment, oldest first, each with a sentence.</summary>
public sealed record GetHistory([property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

public static class GetHistoryEndpoint
{
    [WolverineGet("/api/v1/audit/streams/{id:guid}"), Requires(Permission.Audit), Follows]
    public static async Task<IResult> Get(Guid id, GetHistory query, FactReader facts, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (await facts.FindAsync(id, actor, ct) is null) return new Problem(Refusal.NotFound("stream"));
        var page = Page<AuditedFact>.Of(await facts.HistoryAsync(id, query.Cursor?.Position ?? 0, query.Limit + 1, actor, ct), query.Limit, fact => fact.Version);
        var told = (await session.FactsAsync(id, Horizon.Now, ct)).ToDictionary(fact => fact.Version, fact => Summaries.Of(fact.Data, fact.UserName));
        return Results.Json(page with { Items = [.. page.Items.Select(fact => fact with { Summary = told[fact.Version] })] }, StrictJson.Options);
    }
}
