using System.Security.Cryptography;
using System.Text;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Assessment.Server.Evidence;

/// <summary>
/// What may be the same thing twice: sources of one name; claims of one statement and day on one partnership. Kept with the event that
/// records the thing, as a digest of the normal form: the database compares nothing as its locale would.
/// </summary>
public static class Alike
{
    private const int LockOfNames = 726_104;

    /// <summary>What sources of the same name have in common.</summary>
    public static Guid OfSource(string name) => Of("source", NormalForm.Of(name));

    /// <summary>What claims have in common that say the same of the same day.</summary>
    public static Guid OfClaim(string partnership, DateOnly day, string statement) => Of("claim", partnership, day.ToString("O"), NormalForm.Of(statement));

    /// <summary>Of what an event records; null when it records nothing that could be there twice.</summary>
    public static Guid? Of(object data) => data switch
    {
        SourceRegistered e => OfSource(e.Name),
        ClaimRecorded e => OfClaim(e.Partnership, e.InformationDate, e.Statement),
        _ => null,
    };

    /// <summary>Keeps it in the transaction of the event.</summary>
    public static void Keep(IDocumentSession session, Guid stream, object data)
    {
        if (Of(data) is { } likeness) session.QueueSqlCommand("insert into assessment.likeness (stream, likeness) values (?, ?) on conflict do nothing", stream, likeness);
    }

    /// <summary>
    /// The sources of a name, the first registered first. Whoever else is registering one of that name waits until the session ends: of two
    /// at once, the second sees the first.
    /// </summary>
    public static async Task<IReadOnlyList<SourceState>> SourcesAsync(IDocumentSession session, string name, CancellationToken ct)
    {
        var likeness = OfSource(name);
        await LockAsync(session, LockOfNames, BitConverter.ToInt32(likeness.ToByteArray()), ct);
        await using var command = new NpgsqlCommand("select stream from assessment.likeness where likeness = $1 order by number") { Parameters = { new() { Value = likeness } } };
        var streams = new List<Guid>();
        await using (var reader = await session.ExecuteReaderAsync(command, ct)) while (await reader.ReadAsync(ct)) streams.Add(reader.GetGuid(0));
        var events = (await session.FactsAsync(streams, null, ct)).ToLookup(fact => fact.StreamId);
        return [.. streams.Select(stream => SourceState.Fold(events[stream])).OfType<SourceState>()];
    }

    /// <summary>Begins the session's transaction, and has others that ask for the same lock wait for its end.</summary>
    public static async Task LockAsync(IDocumentSession session, int kind, int number, CancellationToken ct)
    {
        await session.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock($1, $2)") { Parameters = { new() { Value = kind }, new() { Value = number } } };
        await using var reader = await session.ExecuteReaderAsync(command, ct);
        await reader.ReadAsync(ct);
    }

    /// <summary>Keeps it of what was recorded by a build that did not; safe to repeat. What was redacted has nothing left to compare.</summary>
    public static async Task KeepEarlierAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        for (var after = 0L; ;)
        {
            await using var finding = new NpgsqlCommand($"""
                select {StoredFact.Columns} from {Store.FactSchema}.mt_events fact
                where type = any($1) and seq_id > $2 and not data ? 'redacted' and not exists (select from assessment.likeness where stream = fact.stream_id)
                order by seq_id limit 1000
                """, connection)
            { CommandTimeout = 0, Parameters = { new() { Value = (string[])[Facts.NameOf(typeof(SourceRegistered)), Facts.NameOf(typeof(ClaimRecorded))] }, new() { Value = after } } };
            var found = await finding.ListAsync(StoredFact.Read, ct);
            if (found.Count == 0) return;
            await using var keeping = new NpgsqlCommand("insert into assessment.likeness (stream, likeness) select * from unnest($1, $2) on conflict do nothing", connection)
            {
                Parameters = { new() { Value = found.Select(fact => fact.StreamId).ToArray() }, new() { Value = found.Select(fact => Of(fact.Data)!.Value).ToArray() } },
            };
            await keeping.ExecuteNonQueryAsync(ct);
            after = found[^1].Sequence;
        }
    }

    private static Guid Of(params string[] parts) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
