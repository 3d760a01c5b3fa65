using System.Buffers;
using CsCheck;
using Xunit;

namespace Assessment.Ledger.Tests;

public class PublishingTiles
{
    [Theory]
    [InlineData(0, 0L, 256, "tile/0/000")]
    [InlineData(0, 999L, 256, "tile/0/999")]
    [InlineData(0, 1000L, 256, "tile/0/x001/000")]
    [InlineData(1, 1234067L, 256, "tile/1/x001/x234/067")]
    [InlineData(0, 1234067L, 112, "tile/0/x001/x234/067.p/112")]
    [InlineData(63, 5L, 1, "tile/63/005.p/1")]
    [InlineData(TilePath.Entries, 0L, 256, "tile/entries/000")]
    [InlineData(TilePath.Entries, 1234067L, 255, "tile/entries/x001/x234/067.p/255")]
    [InlineData(0, long.MaxValue, 256, "tile/0/x009/x223/x372/x036/x854/x775/807")]
    public void Names_are_those_of_the_specification(int level, long index, int width, string name)
    {
        var path = new TilePath(level, index, width);
        Assert.Equal(name, path.ToString());
        Assert.True(TilePath.TryParse(name, out var read));
        Assert.Equal(path, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile//000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/00")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/x000")]
    [InlineData("tile/0/x000/000")]
    [InlineData("tile/0/001/000")]
    [InlineData("tile/0/x001/x000")]
    [InlineData("tile/0/x01/000")]
    [InlineData("tile/0/xx001/000")]
    [InlineData("tile/0/X001/000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/01/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/+1/000")]
    [InlineData("tile/99999999999/000")]
    [InlineData("tile/data/000")]
    [InlineData("tile/Entries/000")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/-1")]
    [InlineData("tile/0/000.p/1/1")]
    [InlineData("tile/0/.p/1")]
    [InlineData("tile/0/000.P/1")]
    [InlineData("tile/0/000/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/../000")]
    [InlineData("tile/0/٠٠٠")]
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/808")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Any_other_name_is_refused(string name) => Assert.False(TilePath.TryParse(name, out _));

    [Fact]
    public void A_tree_of_70000_has_the_tiles_of_the_specification_s_example()
    {
        var tiles = TilePath.HashesOf(70_000).ToList();
        Assert.Equal(273, tiles.Count(tile => tile is { Level: 0, IsPartial: false }));
        Assert.Equal([new(0, 273, 112), new(1, 1, 17), new(2, 0, 1)], tiles.Where(tile => tile.IsPartial));
        Assert.Equal(tiles.Where(tile => tile.IsPartial), TilePath.EdgeOf(70_000));
        Assert.Equal([new(0, 0, 256), new(1, 0, 1)], TilePath.HashesOf(256));
        Assert.Equal(274, TilePath.EntriesOf(70_000).Count());
        Assert.Empty(TilePath.HashesOf(0));
        Assert.Empty(TilePath.EntriesOf(0));
        Assert.Equal(69_888, new TilePath(0, 273, 112).Start);
        Assert.Equal(65_536, new TilePath(1, 1, 17).Start);
    }

    [Fact]
    public void Every_hash_of_every_tile_is_the_one_defined()
    {
        const int Size = 66_000;
        var tiles = new Dictionary<TilePath, byte[]>();
        var tree = new GrowingTree((path, tile) => tiles.Add(path, tile.ToArray()));
        for (var i = 0; i < Size; i++) tree.Append(Trees.LargeNodeAt(new(0, i)));
        foreach (var (path, tile) in tree.PartialTiles()) tiles.Add(path, tile.ToArray());

        Assert.Equal(TilePath.HashesOf(Size).ToHashSet(), [.. tiles.Keys]);
        Assert.All(tiles, tile =>
        {
            Assert.Equal(tile.Key.Width * Hash.Length, tile.Value.Length);
            for (var i = 0; i < tile.Key.Width; i++)
                Assert.True(Trees.LargeNodeAt(new(8 * tile.Key.Level, tile.Key.Index * 256 + i)) == new Hash(tile.Value.AsSpan(i * Hash.Length)), $"{tile.Key}, {i}");
        });
        Assert.Equal(Proofs.Root(Size, Trees.LargeNodeAt), tree.Root());

        // Proofs from tiles are proofs from the tree.
        Gen.Select(Gen.Int[1, Size], Gen.Double[0, 0.999999]).Sample((size, part) =>
        {
            var index = (int)(size * part);
            var nodes = new TileNodes(Size, path => tiles[path]);
            return Proofs.Inclusion(index, size, nodes.At).SequenceEqual(Proofs.Inclusion(index, size, Trees.LargeNodeAt))
                && Proofs.Consistency(index + 1, size, nodes.At).SequenceEqual(Proofs.Consistency(index + 1, size, Trees.LargeNodeAt))
                && Proofs.NodesOfInclusion(index, size).All(node => tiles.ContainsKey(TilePath.Holding(node, Size)));
        }, iter: 300);
    }

    [Fact]
    public void A_tree_goes_on_from_its_partial_tiles()
    {
        var tiles = new Dictionary<TilePath, byte[]>();
        void Keep(TilePath path, ReadOnlyMemory<byte> tile) => tiles[path] = tile.ToArray();
        var whole = new GrowingTree((_, _) => { });
        var range = new CompactRange();
        var steps = new Random(1);
        while (range.Size < 66_500)
        {
            Assert.True(GrowingTree.TryRestore(range.Size, path => tiles[path], Keep, out var restored));
            Assert.Equal(range.Root(), restored.Root());
            for (var i = steps.Next(1, 700); i > 0; i--)
            {
                var leaf = Trees.LargeNodeAt(new(0, range.Size));
                restored.Append(leaf);
                range.Append(leaf);
                whole.Append(leaf);
            }

            Assert.Equal(range.Root(), restored.Root());
            foreach (var (path, tile) in restored.PartialTiles()) Keep(path, tile);
        }

        Assert.All(TilePath.HashesOf(range.Size), path => Assert.Equal(Trees.LargeNodeAt(new(8 * path.Level, path.Index * 256)), new Hash(tiles[path])));
        Assert.All(whole.PartialTiles(), tile => Assert.Equal(tile.Tile.ToArray(), tiles[tile.Path]));
    }

    [Fact]
    public void A_tile_of_another_length_is_none()
    {
        Assert.False(GrowingTree.TryRestore(3, _ => new byte[2 * Hash.Length], (_, _) => { }, out _));
        Assert.False(GrowingTree.TryRestore(3, _ => new byte[4 * Hash.Length], (_, _) => { }, out _));
        Assert.Throws<InvalidDataException>(() => Proofs.Root(3, new TileNodes(3, _ => new byte[95]).At));
    }

    [Fact]
    public void Entries_are_taken_off_a_bundle_as_they_were_put_in()
    {
        byte[][] entries = [[], [1], .. Published.Leaves, new byte[255], new byte[256], new byte[EntryBundle.LongestEntry]];
        var bundle = new ArrayBufferWriter<byte>();
        foreach (var entry in entries) EntryBundle.Append(bundle, entry);

        var rest = bundle.WrittenSpan;
        foreach (var entry in entries)
        {
            Assert.True(EntryBundle.TryTake(ref rest, out var taken));
            Assert.Equal(entry, taken.ToArray());
        }

        Assert.True(rest.IsEmpty);
        Assert.False(EntryBundle.TryTake(ref rest, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => EntryBundle.Append(bundle, new byte[EntryBundle.LongestEntry + 1]));
    }

    [Fact]
    public void A_truncated_entry_is_not_taken()
    {
        byte[] bundle = [0, 3, 1, 2, 3];
        for (var length = 0; length < bundle.Length; length++)
        {
            var rest = bundle.AsSpan(0, length) is var part ? (ReadOnlySpan<byte>)part : default;
            Assert.False(EntryBundle.TryTake(ref rest, out _));
            Assert.Equal(length, rest.Length);
        }

        Gen.Byte.Array[0, 2_000].Sample(bytes =>
        {
            ReadOnlySpan<byte> rest = bytes;
            while (EntryBundle.TryTake(ref rest, out _)) { }
        }, iter: 5_000);
    }
}
