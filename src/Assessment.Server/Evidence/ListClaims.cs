using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>The claims an actor may see, newest first; <c>q</c> searches for words, <c>id</c> may be repeated; <c>corroborates</c> and <c>contradicts</c> find those that say so of a claim.</summary>
public sealed record ListClaims(
    string? Partnership = null,
    string? Dimension = null,
    Guid? Source = null,
    Guid? Origin = null,
    SearchTerms? Q = null,
    bool? Withdrawn = null,
    Guid? Corroborates = null,
    Guid? Contradicts = null,
    [property: MaxLength(Paging.Most)] IReadOnlyList<Guid>? Id = null,
    [property: Range(1, Paging.Most)] int Limit = Paging.Default,
    Cursor? Cursor = null);

public static class ListClaimsEndpoint
{
    [WolverineGet("/api/v1/claims"), Requires(Permission.Read), Follows]
    public static async Task<Page<ClaimAnswer>> Get(ListClaims query, IQuerySession session, NpgsqlDataSource database, Citations citations, Actor actor, CancellationToken ct)
    {
        var found = query.Q is null ? await FindAsync(query, session, database, actor, ct) : await ClaimSearch.FindAsync(query, session, database, actor, ct);
        var page = Page<(Guid Id, long Position)>.Of(found, query.Limit, item => item.Position);
        Guid[] ids = [.. page.Items.Select(item => item.Id)];
        var evidence = await CitedEvidence.LoadAsync(session, ids, [], null, ct);
        var cited = await citations.CountAsync(ids, actor, ct);
        // The listing may be a moment behind; the facts decide what is seen.
        return page.Answered(item => evidence.Claims[item.Id] is var claim && actor.Sees(claim.Marking) ? ClaimAnswer.Of(claim, evidence, cited.GetValueOrDefault(claim.Id), actor) : null)
            .SearchedFor(query.Q, claim => (claim.Id, claim.Statement), await Missing.OfAsync(query.Q, page.Items.Count > 0 || query.Cursor is not null,
                async terms => (await ClaimSearch.FindAsync(query with { Q = terms, Limit = 1 }, session, database, actor, ct)).Count > 0));
    }

    private static async Task<List<(Guid, long)>> FindAsync(ListClaims query, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select claim, position from assessment.claim_listing
            where marking <= $1
              and ($2::text is null or partnership = $2)
              and ($3::text is null or $3 = any(dimensions))
              and ($4::uuid[] is null or chain && $4)
              and ($5::uuid[] is null or chain && $5 and chain[1] = any($5))
              and ($6::boolean is null or withdrawn = $6)
              and ($7::bigint is null or position < $7)
              and ($9::uuid[] is null or claim = any($9))
              and ($10::uuid is null or corroborates @> array[$10])
              and ($11::uuid is null or contradicts @> array[$11])
              -- Nobody learns of a claim by who speaks of it.
              and not exists (select from assessment.claim_listing about where about.claim in ($10, $11) and about.marking > $1)
            order by position desc limit $8
            """);
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Partnership);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Dimension);
        // What is one by mergers is asked for together; one that the actor may not see is no source at all.
        command.Parameters.AddOptional(NpgsqlDbType.Array | NpgsqlDbType.Uuid, query.Source is { } source ? await OneOrigin.SeenAsync(session, source, actor, ct) : null);
        command.Parameters.AddOptional(NpgsqlDbType.Array | NpgsqlDbType.Uuid, query.Origin is { } origin ? await OneOrigin.SeenAsync(session, origin, actor, ct) : null);
        command.Parameters.AddOptional(NpgsqlDbType.Boolean, query.Withdrawn);
        command.Parameters.AddOptional(NpgsqlDbType.Bigint, query.Cursor?.Position);
        command.Parameters.AddWithValue(query.Limit + 1);
        command.Parameters.AddOptional(NpgsqlDbType.Array | NpgsqlDbType.Uuid, query.Id?.ToArray());
        command.Parameters.AddOptional(NpgsqlDbType.Uuid, query.Corroborates);
        command.Parameters.AddOptional(NpgsqlDbType.Uuid, query.Contradicts);
        return await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct);
    }
}
