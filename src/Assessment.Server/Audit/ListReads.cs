using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Http;

namespace Assessment.Server.Audit;

/// <summary>
/// Who read what, newest first: of an actor, from a time (inclusive) to a time (exclusive), and <c>what</c>: the path of something,
/// with everything below it. Asking is itself on record.
/// </summary>
public sealed record ListReads(
    string? Actor = null,
    string? What = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    [property: Range(1, Paging.Most)] int Limit = Paging.Default,
    Guid? Cursor = null);

/// <summary>That somebody read something, by an answer whose marking the auditor may see. Reads are not numbered: the gaps would count the others.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Method">Of HTTP; an answer to a write shows things, too.</param>
/// <param name="Path">What.</param>
/// <param name="Query">What was asked of it; absent for auditors who may not see all that the reader could have named.</param>
/// <param name="Marking">The highest of what was shown.</param>
/// <param name="ReadAt">By the database's clock.</param>
public sealed record ReadAnswer(
    string Actor, string Method, string Path, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Query, Marking Marking, DateTimeOffset ReadAt);

public static class ListReadsEndpoint
{
    [WolverineGet("/api/v1/audit/reads"), Requires(Permission.Audit)]
    public static async Task<Page<ReadAnswer>> Get(ListReads query, NpgsqlDataSource database, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select id, actor, method, path, case when clearance <= $1 then query end, marking, read_at from assessment.reading
            where marking <= $1 and ($2::text is null or actor = $2) and ($3::text is null or path = $3 or path ^@ ($3 || '/'))
              and ($4::timestamptz is null or read_at >= $4) and ($5::timestamptz is null or read_at < $5)
              -- A stream may have been marked higher since somebody looked at it.
              and case when $8 or path not like '/api/v1/audit/streams/%' then true else (
                select bool_and(assessment.marking_now(stream_id, version, headers->>'marking') = any($9)) from assessment_events.mt_events where stream_id = split_part(path, '/', 6)::uuid) end
              and ($6::uuid is null or (read_at, id) < (select read_at, id from assessment.reading where id = $6))
            order by read_at desc, id desc limit $7
            """);
        command.Parameters.AddWithValue((short)actor.Clearance);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.Actor);
        command.Parameters.AddOptional(NpgsqlDbType.Text, query.What);
        command.Parameters.AddOptional(NpgsqlDbType.TimestampTz, query.From);
        command.Parameters.AddOptional(NpgsqlDbType.TimestampTz, query.To);
        command.Parameters.AddOptional(NpgsqlDbType.Uuid, query.Cursor);
        command.Parameters.AddWithValue(query.Limit + 1);
        command.Parameters.AddWithValue(actor.Sees(Marking.Red));
        command.Parameters.AddWithValue(actor.Visible());
        var found = await command.ListAsync(row => (Id: row.GetGuid(0), Read: new ReadAnswer(
            row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), (Marking)row.GetInt16(5), row.GetFieldValue<DateTimeOffset>(6))), ct);
        return Page<(Guid Id, ReadAnswer Read)>.Of(found, query.Limit, item => item.Id.ToString()).Answered(item => item.Read);
    }
}
