using System.Text;
using Xunit;

namespace Assessment.Ledger.Tests;

public class HashingATree
{
    [Fact]
    public void Leaves_and_nodes_hash_to_the_published_values()
    {
        Assert.Equal(Published.H("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), MerkleHash.Empty);
        Assert.Equal(Published.H("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"), MerkleHash.Leaf([]));
        Assert.Equal(Published.H("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"), MerkleHash.Leaf("L123456"u8));
        for (var level = 1; level < Published.Nodes.Length; level++)
            for (var i = 0; i < Published.Nodes[level].Length; i++)
                Assert.Equal(Published.Nodes[level][i], MerkleHash.Node(Published.Nodes[level - 1][2 * i], Published.Nodes[level - 1][2 * i + 1]));
    }

    [Fact]
    public void A_growing_tree_has_the_published_roots()
    {
        var range = new CompactRange();
        Assert.Equal(Published.Roots[0], range.Root());
        foreach (var leaf in Published.Leaves)
        {
            range.Append(MerkleHash.Leaf(leaf));
            Assert.Equal(Published.Roots[range.Size], range.Root());
        }
    }

    [Fact]
    public void Every_complete_subtree_is_told_once_children_first()
    {
        var told = new List<(Subtree, Hash)>();
        var range = new CompactRange();
        foreach (var leaf in Published.Leaves) range.Append(MerkleHash.Leaf(leaf), (subtree, hash) => told.Add((subtree, hash)));

        Assert.All(told, node => Assert.Equal(Published.Nodes[node.Item1.Level][node.Item1.Index], node.Item2));
        Assert.Equal(15, told.Select(node => node.Item1).Distinct().Count());
        Assert.Equal(["0/0", "0/1", "1/0", "0/2", "0/3", "1/1", "2/0"], told.Take(7).Select(node => $"{node.Item1.Level}/{node.Item1.Index}"));
    }

    [Fact]
    public void A_kept_state_goes_on_as_if_it_had_never_stopped()
    {
        var whole = new CompactRange();
        for (var i = 0; i < 300; i++)
        {
            Assert.True(CompactRange.TryRestore(whole.Size, [.. whole.Hashes], out var restored));
            Assert.Equal(whole.Root(), restored.Root());
            var leaf = MerkleHash.Leaf(BitConverter.GetBytes(i));
            restored.Append(leaf);
            whole.Append(leaf);
            Assert.Equal(whole.Root(), restored.Root());
            Assert.Equal(whole.Hashes, restored.Hashes);
        }
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-1, 64)]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(long.MaxValue, 62)]
    [InlineData(long.MinValue, 1)]
    public void A_state_with_another_number_of_hashes_is_none(long size, int hashes) =>
        Assert.False(CompactRange.TryRestore(size, [.. Enumerable.Repeat(MerkleHash.Empty, hashes)], out _));

    [Fact]
    public void Roots_are_those_of_the_definition()
    {
        var reference = new Reference([.. Enumerable.Range(0, 260).Select(i => Encoding.UTF8.GetBytes($"leaf {i}"))]);
        var range = new CompactRange();
        for (var size = 0; size <= 260; size++)
        {
            Assert.Equal(reference.Mth(0, size), range.Root());
            Assert.Equal(reference.Mth(0, size), Proofs.Root(size, reference.NodeAt));
            range.Append(MerkleHash.Leaf(Encoding.UTF8.GetBytes($"leaf {size}")));
        }
    }

    [Fact]
    public void Digests_of_data_and_headers_are_kept_apart_and_depend_on_the_salt()
    {
        var salt = Enumerable.Range(0, Digest.SaltLength).Select(i => (byte)i).ToArray();
        // From: printf '\x02'… | sha256sum.
        Assert.Equal("001b44f3d08cb86411b03cd4eced64449fa99feaf2b3f8c3092f3ce952abe3bf", Digest.Of(salt, """{"é": 1}""").ToHex());
        Assert.Equal(Digest.Of(salt, "text"), Digest.Of(salt, "text"u8));
        Assert.Equal(Digest.OfHeaders(salt, "text"), Digest.OfHeaders(salt, "text"u8));
        Assert.NotEqual(Digest.Of(salt, "text"), Digest.OfHeaders(salt, "text"));
        Assert.NotEqual(Digest.Of(salt, "text"), Digest.Of(new byte[Digest.SaltLength], "text"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1_000_000)]
    public void Leaves_of_any_length_hash_as_defined(int length)
    {
        var leaf = new byte[length];
        new Random(length).NextBytes(leaf);
        Assert.Equal(new Reference([leaf]).Mth(0, 1), MerkleHash.Leaf(leaf));
    }
}
