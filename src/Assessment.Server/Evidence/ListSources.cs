using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>
/// The sources an actor may see, newest first: of a kind, of a reliability (of one that is merged, the survivor's), those that claims on a partnership came
/// by, as far as the actor sees those, or those with the repeated <c>id</c>.
/// </summary>
public sealed record ListSources(
    SourceKind? Kind = null, Reliability? Reliability = null, string? Partnership = null,
    [property: MaxLength(Paging.Most)] IReadOnlyList<Guid>? Id = null, [property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

public static class ListSourcesEndpoint
{
    [WolverineGet("/api/v1/sources"), Requires(Permission.Read), Follows]
    public static async Task<Page<SourceAnswer>> Get(ListSources query, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select source, position from assessment.source_listing
            where marking <= $1
              and ($2::bigint is null or position < $2)
              and ($4::uuid[] is null or source = any($4))
              and ($5::text is null or kind = $5)
              and ($6::text is null or $6 = case when merged_into is null then reliability
                  else (select survivor.reliability from assessment.source_listing survivor where survivor.source = assessment.survivor(source_listing.source)) end)
              and ($7::text is null or source in (select unnest(chain) from assessment.claim_listing where partnership = $7 and marking <= $1))
            order by position desc limit $3
            """);
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddOptional(NpgsqlDbType.Bigint, query.Cursor?.Position);
        command.Parameters.AddWithValue(query.Limit + 1);
        command.Parameters.AddOptional(NpgsqlDbType.Array | NpgsqlDbType.Uuid, query.Id?.ToArray());
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Kind is { } kind ? Codes.Of(kind) : null);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Reliability is { } reliability ? Codes.Of(reliability) : null);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Partnership);
        var page = Page<(Guid Id, long Position)>.Of(await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct), query.Limit, item => item.Position);

        // What was marked higher a moment ago is not listed any more.
        var merged = await OneOrigin.MergedAsync(session, [.. page.Items.Select(item => item.Id)], ct);
        return page.Answered(item => merged.Sees(actor, item.Id) ? SourceAnswer.Of(merged.Sources[item.Id], merged, actor) : null);
    }
}
