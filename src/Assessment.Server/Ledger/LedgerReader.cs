using Assessment.Ledger;
using Assessment.Server.Storage;
using Npgsql;

namespace Assessment.Server.Ledger;

/// <summary>A checkpoint as it was signed.</summary>
/// <param name="Size">Leaves it covers.</param>
/// <param name="Note">The signed note.</param>
/// <param name="Key">The verifier key of who signed first.</param>
/// <param name="SignedAt">By the database's clock.</param>
public sealed record SignedCheckpoint(long Size, string Note, string Key, DateTimeOffset SignedAt);

/// <summary>That one fact stands in the log under a signed checkpoint.</summary>
public sealed record InclusionProof(long Index, string Leaf, IReadOnlyList<Hash> Path, string Checkpoint);

/// <summary>Reads the ledger for those who verify it.</summary>
public sealed class LedgerReader(NpgsqlDataSource database)
{
    /// <summary>The latest checkpoint; null before the first.</summary>
    public async Task<SignedCheckpoint?> LatestAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select size, note, key, signed_at from assessment_ledger.checkpoint order by size desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new SignedCheckpoint(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)) : null;
    }

    /// <summary>The proof for the fact at a position against the latest checkpoint; null while that does not cover it.</summary>
    public async Task<InclusionProof?> ProveAsync(long position, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await CoveredAsync(connection, position, ct) is not var (index, line, size, note)) return null;
        var nodes = await Tiles.NodesAsync(connection, size, Proofs.NodesOfInclusion(index, size), ct);
        return new InclusionProof(index, line, Proofs.Inclusion(index, size, nodes), note);
    }

    /// <summary>The proof between two sizes of the tree; null when it has not grown to the second.</summary>
    public async Task<IReadOnlyList<Hash>?> ProveAsync(long from, long to, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if ((await TreeState.ReadAsync(connection, ct)).Size < to) return null;
        return Proofs.Consistency(from, to, await Tiles.NodesAsync(connection, to, Proofs.NodesOfConsistency(from, to), ct));
    }

    /// <summary>The hashes of a tile; null when the tree has not grown to it.</summary>
    public async Task<ReadOnlyMemory<byte>?> TileAsync(TilePath path, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await Tiles.ReadAsync(connection, [path], ct)).TryGetValue(path, out var tile) ? tile : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>The leaves under a tile of entries, in order; fewer than its width when the log has not grown to it.</summary>
    public async Task<List<string>> EntriesAsync(TilePath path, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select line from assessment_ledger.leaf where index >= $1 and index < $1 + $2 order by index");
        command.Parameters.AddWithValue(path.Start);
        command.Parameters.AddWithValue((long)path.Width);
        return await command.ListAsync(row => row.GetString(0), ct);
    }

    private static async Task<(long Index, string Line, long Size, string Note)?> CoveredAsync(NpgsqlConnection connection, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select index, line, size, note from assessment_ledger.leaf,
                (select size, note from assessment_ledger.checkpoint order by size desc limit 1) latest
            where seq_id = $1 and index < size
            """, connection);
        command.Parameters.AddWithValue(position);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3)) : null;
    }
}
