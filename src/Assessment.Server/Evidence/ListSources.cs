using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>All sources, or those with the repeated <c>id</c>, newest first.</summary>
public sealed record ListSources([property: MaxLength(Paging.Most)] IReadOnlyList<Guid>? Id = null, [property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

public static class ListSourcesEndpoint
{
    [WolverineGet("/api/v1/sources"), Requires(Permission.Read), Follows]
    public static async Task<Page<SourceAnswer>> Get(ListSources query, IQuerySession session, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select source, position from assessment.source_listing where ($1::bigint is null or position < $1) and ($3::uuid[] is null or source = any($3)) order by position desc limit $2");
        command.Parameters.AddOptional(NpgsqlDbType.Bigint, query.Cursor?.Position);
        command.Parameters.AddWithValue(query.Limit + 1);
        command.Parameters.AddOptional(NpgsqlDbType.Array | NpgsqlDbType.Uuid, query.Id?.ToArray());
        var listed = Page<(Guid Id, long Position)>.Of(await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct), query.Limit, item => item.Position);

        var (page, sources) = await session.FoldAsync(listed, SourceState.Fold, ct);
        return page.Answered(item => SourceAnswer.Of(sources[item.Id]));
    }
}
