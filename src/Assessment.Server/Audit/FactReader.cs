using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Npgsql;

namespace Assessment.Server.Audit;

/// <summary>A stream that the auditor may see.</summary>
/// <param name="Id">Of the resource; of a partnership the UUID made of its slug.</param>
/// <param name="Began">The name of its first fact.</param>
public sealed record AuditedStream(Guid Id, string Began);

/// <summary>
/// Reads facts as they are stored. A stream with any fact marked above the auditor's clearance is left out as a whole:
/// what else it says would give the rest away. What is on a partnership is marked at least as high as the partnership.
/// </summary>
public sealed class FactReader(NpgsqlDataSource database)
{
    // One look at the stream of each fact that is otherwise asked for. Written as "not exists" it would be planned as a join
    // with all facts there are. Who sees everything is not asked. By the marking of now; whatever has been raised since says so itself.
    private const string Visible = $"""
        ($1 @> array['RED'] or (select bool_and(coalesce(other.headers->>'{FactHeaders.Marking}', 'CLEAR') = any($1))
                or (bool_or(other.type like '%-remarked')
                    and bool_and(assessment.marking_now(other.stream_id, other.version, other.headers->>'{FactHeaders.Marking}') = any($1)))
            from {Store.FactSchema}.mt_events other where other.stream_id = fact.stream_id))
        """;

    /// <summary>The position up to which no fact can come in any more: below it nothing that is being written is missed.</summary>
    public async Task<long> SettledAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select last_seq_id from {Store.FactSchema}.mt_event_progression where name = 'HighWaterMark'");
        return await command.ExecuteScalarAsync(ct) is long position ? position : 0;
    }

    /// <summary>The first facts after one position and up to another, oldest first; without a deadline when nobody waits for an end; no more at once than a page holds.</summary>
    public async Task<(List<AuditedFact> Facts, bool More)> ListAsync(ListFacts filter, long after, long upTo, int limit, bool patient, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        if (patient) command.CommandTimeout = 0;
        List<string> conditions = [Visible];
        command.Parameters.AddWithValue(actor.Visible());
        Where("seq_id >", after);
        Where("seq_id <=", upTo);
        Where("user_name =", filter.Actor);
        Where("type =", filter.Type);
        Where($"headers->>'{FactHeaders.Partnership}' =", filter.Partnership);
        Where("stream_id =", filter.Stream);
        Where("correlation_id =", filter.Correlation);
        Where("timestamp >=", filter.From);
        Where("timestamp <", filter.To);
        command.Parameters.AddWithValue(limit);
        command.CommandText =
            $"select {AuditedFact.Columns} from {Store.FactSchema}.mt_events fact where {string.Join(" and ", conditions)} order by seq_id limit ${command.Parameters.Count}";
        return await SeenAsync(await command.ListAsync(AuditedFact.Read, fact => fact.Length, Paging.MostBytes, ct), actor, ct);

        // Only what is asked for is in the query, so that its plan fits it.
        void Where(string comparison, object? value)
        {
            if (value is null) return;
            command.Parameters.AddWithValue(value);
            conditions.Add($"fact.{comparison} ${command.Parameters.Count}");
        }
    }

    /// <summary>
    /// The stream, or null when it does not exist for the auditor. That it is there is told by whatever is answered about it, so the
    /// highest marking of it is shown however little else is.
    /// </summary>
    public async Task<AuditedStream?> FindAsync(Guid stream, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select type, (select max(array_position($3, assessment.marking_now(other.stream_id, other.version, other.headers->>'{FactHeaders.Marking}'))) from {Store.FactSchema}.mt_events other where other.stream_id = $2)
            from {Store.FactSchema}.mt_events fact where {Visible} and stream_id = $2 order by version limit 1
            """);
        command.Parameters.AddWithValue(actor.Visible());
        command.Parameters.AddWithValue(stream);
        command.Parameters.AddWithValue(Codes.All<Marking>().ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        Reading.Shows((Marking)(reader.GetInt32(1) - 1));
        return new AuditedStream(stream, reader.GetString(0));
    }

    /// <summary>The first facts of a stream after a version; none is missed, for a stream has no gaps.</summary>
    public async Task<(List<AuditedFact> Facts, bool More)> HistoryAsync(Guid stream, long after, int limit, Actor actor, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select {AuditedFact.Columns} from {Store.FactSchema}.mt_events fact where {Visible} and stream_id = $2 and version > $3 order by version limit $4");
        command.Parameters.AddWithValue(actor.Visible());
        command.Parameters.AddWithValue(stream);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(limit);
        return await SeenAsync(await command.ListAsync(AuditedFact.Read, fact => fact.Length, Paging.MostBytes, ct), actor, ct);
    }

    private async Task<(List<AuditedFact> Facts, bool More)> SeenAsync((List<AuditedFact> Facts, bool More) read, Actor actor, CancellationToken ct)
    {
        var remarked = await database.RemarkedAsync(actor.Sees(Marking.Red) ? [] : [.. read.Facts.SelectMany(fact => fact.Named())], ct);
        var withheld = await WithholdAsync(read.Facts, actor, ct);
        return ([.. withheld.Select(fact => fact with { Data = AuditedFact.Seen(fact.Data, actor, remarked) })], read.More);
    }

    /// <summary>The same facts, with a word in place of every source that the auditor may not know of.</summary>
    private async Task<List<AuditedFact>> WithholdAsync(List<AuditedFact> facts, Actor actor, CancellationToken ct)
    {
        if (actor.Sees(Marking.Red)) return facts;
        var named = facts.Where(fact => WithheldSources.MayName(fact.Type)).SelectMany(fact => WithheldSources.Ids(fact.Data)).Distinct().ToArray();
        if (named.Length == 0) return facts;
        await using var command = database.CreateCommand($"""
            select stream_id from (
                select distinct on (stream_id) stream_id, coalesce(data->>'marking', 'CLEAR') as marking from {Store.FactSchema}.mt_events
                where stream_id = any(array(select unnest($1))) and type in ('source-registered', 'source-remarked') order by stream_id, version desc) source
            where marking <> all($2)
            """);
        command.Parameters.AddWithValue(named);
        command.Parameters.AddWithValue(actor.Visible());
        var hidden = (await command.ListAsync(row => row.GetGuid(0), ct)).ToHashSet();
        return hidden.Count == 0 ? facts : [.. facts.Select(fact => WithheldSources.MayName(fact.Type) ? fact with { Data = WithheldSources.Without(fact.Data, hidden) } : fact)];
    }
}
