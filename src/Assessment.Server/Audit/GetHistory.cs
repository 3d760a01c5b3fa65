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
        var page = AuditedFact.PageOf(await facts.HistoryAsync(id, query.Cursor?.Position ?? 0, query.Limit + 1, actor, ct), query.Limit, fact => fact.Version);
        if (page.Items.Count == 0) return page;
        var told = (await session.FactsBetweenAsync(id, page.Items[0].Version - 1, page.Items[^1].Version, ct)).ToDictionary(fact => fact.Version, fact => Summaries.Of(fact.Data, fact.UserName));
        return page.Answered(fact => fact with { Summary = told[fact.Version] });
    }
}
