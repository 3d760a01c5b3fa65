using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Npgsql;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>
/// The sources an actor may see, newest first: with the words <c>q</c> in name or note, of a kind, of a reliability (of one that is merged, the survivor's), those that claims on a partnership came
/// by, as far as the actor sees those, or those with the repeated <c>id</c>.
/// </summary>
public sealed record ListSources(
    SourceKind? Kind = null, Reliability? Reliability = null, string? Partnership = null, SearchTerms? Q = null,
    [property: MaxLength(Paging.Most)] IReadOnlyList<Guid>? Id = null, [property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

public static class ListSourcesEndpoint
{
    [WolverineGet("/api/v1/sources"), Requires(Permission.Read), Follows]
    public static async Task<Page<SourceAnswer>> Get(ListSources query, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        var page = Page<(Guid Id, long Position)>.Of(await SourceSearch.FindAsync(query, database, actor, ct), query.Limit, item => item.Position);
        // What was marked higher a moment ago is not listed any more.
        var merged = await OneOrigin.MergedAsync(session, [.. page.Items.Select(item => item.Id)], ct);
        return page.Answered(item => merged.Sees(actor, item.Id) ? SourceAnswer.Of(merged.Sources[item.Id], merged, actor) : null)
            .SearchedFor(query.Q, source => (source.Id, Excerpt.Together(source.Name, source.Note)), await Missing.OfAsync(query.Q, page.Items.Count > 0 || query.Cursor is not null,
                async terms => (await SourceSearch.FindAsync(query with { Q = terms, Limit = 1 }, database, actor, ct)).Count > 0));
    }
}
