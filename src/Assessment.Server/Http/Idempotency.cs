using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Http;

/// <summary>A request that may be repeated: who sent it, under which key, and the digest of what it asked.</summary>
public sealed record IdempotencyClaim(string Actor, string Key, byte[] Digest);

/// <summary>
/// Remembers which version of which resource a request made, in the same transaction as its facts. A repeat
/// is answered from the facts up to that version; refused requests wrote nothing and are simply tried again.
/// </summary>
public sealed class Idempotency(NpgsqlDataSource database)
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(string Actor, string Key), bool> _running = new();

    /// <summary>1–64 visible ASCII characters.</summary>
    public static bool IsKey(string key) => key.Length is >= 1 and <= 64 && key.All(c => c is > ' ' and <= '~');

    public static byte[] Digest(string method, string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{method} {path}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    /// <summary>False while the same key of the same actor is being worked on by this node.</summary>
    public bool TryBegin(IdempotencyClaim claim) => _running.TryAdd((claim.Actor, claim.Key), true);

    public void End(IdempotencyClaim claim) => _running.TryRemove((claim.Actor, claim.Key), out _);

    public static void Keep(IDocumentSession session, IdempotencyClaim claim, Written written) =>
        session.QueueSqlCommand($"{Insert} (?, ?, ?, ?, ?, ?, ?, ?, ?)", Values(claim, written));

    /// <summary>As <see cref="Keep"/>, in the transaction of a connection, for what is no fact.</summary>
    public static async Task KeepAsync(NpgsqlConnection connection, IdempotencyClaim claim, Written written, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"{Insert} ($1, $2, $3, $4, $5, $6, $7, $8, $9)", connection);
        foreach (var value in Values(claim, written)) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(ct);
    }

    private const string Insert = "insert into assessment.idempotency (actor, key, digest, resource, stream, version, status, location, part) values";

    private static object[] Values(IdempotencyClaim claim, Written written) =>
        [claim.Actor, claim.Key, claim.Digest, written.Resource, written.Stream, written.Version, written.Status, written.Location ?? "", written.Part ?? ""];

    /// <summary>What the key was used for in the last 24 hours, if it was, and whether for the same request.</summary>
    public async Task<(Written Written, bool Same)?> FindAsync(IdempotencyClaim claim, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with expired as (delete from assessment.idempotency where actor = $1 and key = $2 and recorded_at < now() - $3)
            select digest, resource, stream, version, status, location, part from assessment.idempotency
            where actor = $1 and key = $2 and recorded_at >= now() - $3
            """);
        command.Parameters.AddWithValue(claim.Actor);
        command.Parameters.AddWithValue(claim.Key);
        command.Parameters.AddWithValue(NpgsqlDbType.Interval, Window);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;

        var written = new Written(reader.GetString(1), reader.GetGuid(2), reader.GetInt64(3), reader.GetInt32(4),
            reader.GetString(5) is { Length: > 0 } location ? location : null, reader.GetString(6) is { Length: > 0 } part ? part : null);
        return (written, reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(claim.Digest));
    }

    /// <summary>Forgets keys older than the window.</summary>
    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from assessment.idempotency where recorded_at < now() - $1");
        command.Parameters.AddWithValue(NpgsqlDbType.Interval, Window);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
