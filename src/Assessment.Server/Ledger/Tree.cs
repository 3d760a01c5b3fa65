using Assessment.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Ledger;

/// <summary>How far the tree has come.</summary>
/// <param name="Origin">The name of the log; null before its first leaf.</param>
/// <param name="Size">Leaves.</param>
/// <param name="Root">Of the tree of all of them.</param>
public sealed record TreeState(string? Origin, long Size, Hash Root)
{
    public static async Task<TreeState> ReadAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select origin, size, root from assessment_ledger.tree_state", session);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) throw new LedgerStoppedException("The state of the tree is gone.");
        return new TreeState(await reader.IsDBNullAsync(0, ct) ? null : reader.GetString(0), reader.GetInt64(1), new Hash(reader.GetFieldValue<byte[]>(2)));
    }
}

/// <summary>Reads the stored tiles of the tree: whole, and in the prefixes that smaller trees had.</summary>
public static class Tiles
{
    /// <summary>The bytes of tiles; what is not stored, or not as wide, is left out.</summary>
    public static async Task<Dictionary<TilePath, ReadOnlyMemory<byte>>> ReadAsync(NpgsqlConnection session, IEnumerable<TilePath> paths, CancellationToken ct)
    {
        var wanted = paths.Distinct().ToArray();
        await using var command = new NpgsqlCommand("""
            select place, substr(hashes, 1, wide) from unnest($1, $2, $3) with ordinality as wanted (level, n, wide, place)
            join assessment_ledger.tile using (level, n) where length(hashes) >= wide
            """, session);
        command.Parameters.AddWithValue(wanted.Select(path => (short)path.Level).ToArray());
        command.Parameters.AddWithValue(wanted.Select(path => path.Index).ToArray());
        command.Parameters.AddWithValue(wanted.Select(path => path.Width * Hash.Length).ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tiles = new Dictionary<TilePath, ReadOnlyMemory<byte>>();
        while (await reader.ReadAsync(ct)) tiles[wanted[reader.GetInt64(0) - 1]] = reader.GetFieldValue<byte[]>(1);
        return tiles;
    }

    /// <summary>The hashes of these subtrees of a tree of this size, in one round trip.</summary>
    /// <exception cref="LedgerStoppedException">One of them is not stored.</exception>
    public static async Task<Func<Subtree, Hash>> NodesAsync(NpgsqlConnection session, long size, IEnumerable<Subtree> subtrees, CancellationToken ct)
    {
        var tiles = await ReadAsync(session, subtrees.Select(subtree => TilePath.Holding(subtree, size)), ct);
        return new TileNodes(size, path => tiles.TryGetValue(path, out var tile) ? tile : throw Missing(path)).At;
    }

    /// <summary>The tree up to a size, ready to grow.</summary>
    /// <param name="full">Takes each tile that fills.</param>
    public static async Task<GrowingTree> RestoreAsync(NpgsqlConnection session, TreeState state, Action<TilePath, ReadOnlyMemory<byte>> full, CancellationToken ct)
    {
        var edge = await ReadAsync(session, TilePath.EdgeOf(state.Size), ct);
        if (!GrowingTree.TryRestore(state.Size, path => edge.GetValueOrDefault(path), full, out var tree)) throw Missing(TilePath.EdgeOf(state.Size).First());
        return tree.Root() == state.Root ? tree : throw new LedgerStoppedException("The stored tiles do not give the stored root.");
    }

    public static async Task WriteAsync(NpgsqlConnection session, IReadOnlyCollection<(TilePath Path, byte[] Hashes)> tiles, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            insert into assessment_ledger.tile (level, n, hashes) select * from unnest($1, $2, $3)
            on conflict (level, n) do update set hashes = excluded.hashes
            """, session);
        command.Parameters.AddWithValue(tiles.Select(tile => (short)tile.Path.Level).ToArray());
        command.Parameters.AddWithValue(tiles.Select(tile => tile.Path.Index).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, tiles.Select(tile => tile.Hashes).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    private static LedgerStoppedException Missing(TilePath path) => new($"{path} of the ledger is gone or cut off.");
}
