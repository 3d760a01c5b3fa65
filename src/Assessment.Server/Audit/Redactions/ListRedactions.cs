using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Audit.Redactions;

/// <summary>The redactions that were proposed, newest first: a lead finds here what waits for an approval.</summary>
public sealed record ListRedactions([property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

public static class ListRedactionsEndpoint
{
    [WolverineGet("/api/v1/audit/redactions"), Requires(Permission.SeeRedactions)]
    public static async Task<Page<RedactionAnswer>> Get(ListRedactions query, IQuerySession session, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select stream_id, seq_id from {Store.FactSchema}.mt_events
            where type = 'redaction-proposed' and coalesce(headers->>'{FactHeaders.Marking}', 'CLEAR') = any($1) and ($2::bigint is null or seq_id < $2)
            order by seq_id desc limit $3
            """);
        command.Parameters.AddWithValue(actor.Visible());
        command.Parameters.AddOptional(NpgsqlDbType.Bigint, query.Cursor?.Position);
        command.Parameters.AddWithValue(query.Limit + 1);
        var listed = Page<(Guid Id, long Position)>.Of(await command.ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), ct), query.Limit, item => item.Position);

        var (page, redactions) = await session.FoldAsync(listed, RedactionState.Fold, ct);
        return page.Answered(item => RedactionAnswer.Of(redactions[item.Id]));
    }
}
