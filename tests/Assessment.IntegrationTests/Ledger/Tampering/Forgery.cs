using System.Text;
using Assessment.Ledger;
using Assessment.Server.Ledger;

namespace Assessment.IntegrationTests.Ledger.Tampering;

/// <summary>A log that is made again as a whole after it was changed, as by somebody who has the database, the code and all the time there is.</summary>
internal static class Forgery
{
    /// <summary>All hashes anew, as if the leaves had always been as they are now.</summary>
    public static async Task<GrowingTree> RebuildTreeAsync(Log log)
    {
        var tiles = new List<(TilePath Path, byte[] Hashes)>();
        var tree = new GrowingTree((path, bytes) => tiles.Add((path, bytes.ToArray())));
        foreach (var line in await log.ListAsync<string>("select line from assessment_ledger.leaf order by index")) tree.Append(MerkleHash.Leaf(Encoding.UTF8.GetBytes(line)));
        tiles.AddRange(tree.PartialTiles().Select(tile => (tile.Path, tile.Tile.ToArray())));
        var rows = tiles.Select(tile => $"insert into assessment_ledger.tile values ({tile.Path.Level}, {tile.Path.Index}, '\\x{Convert.ToHexString(tile.Hashes)}')");
        await log.TamperAsync($"delete from assessment_ledger.tile; {string.Join("; ", rows)}; update assessment_ledger.tree_state set size = {tree.Size}, root = '\\x{Convert.ToHexString(tree.Root().ToArray())}'");
        return tree;
    }

    /// <summary>Leaves anew from the facts as they are now, then all hashes; nothing but the signatures is left to tell.</summary>
    public static async Task<GrowingTree> RebuildAsync(Log log)
    {
        var lines = await log.ExpectedLinesAsync();
        var changed = (await log.ListAsync<string>("select line from assessment_ledger.leaf order by index")).Zip(lines).Index().Where(pair => pair.Item.First != pair.Item.Second);
        await log.TamperAsync(string.Join("; ", changed.Select(pair => $"update assessment_ledger.leaf set line = $line${pair.Item.Second}$line$ where index = {pair.Index}")));
        return await RebuildTreeAsync(log);
    }

    /// <summary>And signed, as by somebody who has the key too.</summary>
    public static async Task RebuildAndSignAsync(Log log, string keyFile)
    {
        var tree = await RebuildAsync(log);
        using var key = SigningKey.Parse((await File.ReadAllTextAsync(keyFile)).Trim(), Log.Origin)!;
        var note = SignedNote.Sign(new Checkpoint(Log.Origin, tree.Size, tree.Root()).ToText(), key).ToString();
        await log.TamperAsync($"delete from assessment_ledger.checkpoint; insert into assessment_ledger.checkpoint (size, note, key) values ({tree.Size}, $note${note}$note$, '{key.Key}')");
    }
}
