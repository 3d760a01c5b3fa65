using System.Security.Cryptography;
using System.Text;
using Assessment.Server.Http;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Assessment.Server.Storage;

/// <summary>Reads facts as they were recorded; every single resource is folded from them.</summary>
public static class Streams
{
    private static readonly Guid PartnershipNamespace = new("6f2a1f6e-6c52-5f0b-9d8e-3f0c5f0f7a11");

    /// <summary>The stream of a partnership: the name-based UUID (RFC 9562, version 5) of its slug.</summary>
    public static Guid OfPartnership(string slug)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetByteCount(slug)];
        PartnershipNamespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(slug, input[16..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 names SHA-1; the id identifies and protects nothing.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>
    /// The facts of some streams up to a position, in the order of the store, archived or not, and what has been marked anew since: one
    /// round trip.
    /// </summary>
    public static Task<IReadOnlyList<IEvent>> FactsAsync(this IQuerySession session, IReadOnlyCollection<Guid> streams, long? upTo, CancellationToken ct) =>
        streams.Count == 0 ? Task.FromResult<IReadOnlyList<IEvent>>([]) : session.ReadAsync($"{OfStreams} order by seq_id", streams, upTo, ct);

    /// <summary>
    /// As <see cref="FactsAsync(IQuerySession, IReadOnlyCollection{Guid}, long?, CancellationToken)"/>, with those of the sources that claims among them came by, and
    /// of those that any of these sources was ever merged into, and the re-markings of the claims that these name.
    /// </summary>
    public static Task<IReadOnlyList<IEvent>> FactsWithSourcesAsync(this IQuerySession session, IReadOnlyCollection<Guid> streams, long? upTo, CancellationToken ct) =>
        session.ReadAsync(
            $"""
            with recursive told as materialized ({OfStreams}),
            source (id) as (
                (select source::uuid from told, jsonb_array_elements_text(data->'chain') source union select unnest($1))
                union
                select (data->>'into')::uuid from source join {Store.FactSchema}.mt_events on stream_id = source.id and type = 'source-merged' and {UpTo})
            select * from told
            union all
            select {StoredFact.WholeColumns} from {Store.FactSchema}.mt_events
            where stream_id = any(array(select id from source)) and stream_id <> all({Asked}) and {UpTo}
            union all
            select {StoredFact.WholeColumns} from {Store.FactSchema}.mt_events
            where type = any({Remarking}) and stream_id <> all({Asked}) and stream_id = any(array(
                select (named->>'claim')::uuid from told, jsonb_array_elements(case type
                    when 'claim-recorded' then (data->'corroborates') || (data->'contradicts')
                    when 'claim-withdrawn' then jsonb_build_array(data->'duplicateOf') else '[]' end) named))
            order by seq_id
            """,
            streams, upTo, ct);

    /// <summary>The facts of some sources, and of all that these were ever merged into or that were merged into these: one round trip.</summary>
    public static Task<IReadOnlyList<IEvent>> FactsOfMergedAsync(this IQuerySession session, IReadOnlyCollection<Guid> sources, CancellationToken ct) =>
        sources.Count == 0 ? Task.FromResult<IReadOnlyList<IEvent>>([]) : session.ReadAsync(
            $"""
            with recursive source (id) as (
                select unnest($1)
                union
                select other from source join lateral (
                    select (data->>'into')::uuid as other from {Store.FactSchema}.mt_events where stream_id = source.id and type = 'source-merged'
                    union all
                    select stream_id from {Store.FactSchema}.mt_events where data->>'into' = source.id::text and type = 'source-merged') merged on true)
            select {StoredFact.WholeColumns} from {Store.FactSchema}.mt_events where stream_id = any(array(select id from source)) and {UpTo} order by seq_id
            """,
            sources, null, ct);

    /// <summary>The facts of one stream up to a horizon.</summary>
    public static async Task<IReadOnlyList<IEvent>> FactsAsync(this IQuerySession session, Guid stream, Horizon horizon, CancellationToken ct)
    {
        var facts = await session.FactsAsync([stream], horizon.Position, ct);
        return horizon.Version is null ? facts : facts.Within(horizon);
    }

    /// <summary>One fact of a stream.</summary>
    public static async Task<IEvent> FactAsync(this IQuerySession session, Guid stream, long version, CancellationToken ct) =>
        (await session.FactsAsync([stream], null, ct)).Single(fact => fact.Version == version);

    /// <summary>The facts of one stream behind a version and up to another.</summary>
    public static async Task<IReadOnlyList<IEvent>> FactsBetweenAsync(this IQuerySession session, Guid stream, long after, long upTo, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {StoredFact.WholeColumns} from {Store.FactSchema}.mt_events where stream_id = $1 and version > $2 and version <= $3 order by version");
        command.Parameters.AddWithValue(stream);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(upTo);
        await using var reader = await session.ExecuteReaderAsync(command, ct);
        var facts = new List<IEvent>();
        while (await reader.ReadAsync(ct)) facts.Add(StoredFact.ReadWhole(reader));
        return facts;
    }

    // An array whose length the planner does not look at: for one that it sees, the database plans anew each time, which takes longer than to run.
    private const string Asked = "array(select unnest($1))";

    private const string Remarking = "array(select unnest($3))";

    private const string UpTo = $"(seq_id <= $2 or type = any({Remarking}))";

    private const string OfStreams = $"select {StoredFact.WholeColumns} from {Store.FactSchema}.mt_events where stream_id = any({Asked}) and {UpTo}";

    private static async Task<IReadOnlyList<IEvent>> ReadAsync(this IQuerySession session, string sql, IReadOnlyCollection<Guid> streams, long? upTo, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql);
        command.Parameters.AddWithValue(streams.Distinct().ToArray());
        command.Parameters.AddWithValue(upTo ?? long.MaxValue);
        command.Parameters.AddWithValue(Remarkings.Names);
        await using var reader = await session.ExecuteReaderAsync(command, ct);
        var facts = new List<IEvent>();
        while (await reader.ReadAsync(ct)) facts.Add(StoredFact.ReadWhole(reader));
        return upTo is { } position ? facts.Within(Horizon.OfPosition(position)) : facts;
    }
}
