using CsCheck;
using Xunit;

namespace Assessment.Ledger.Tests;

public class ProvingInclusion
{
    private const int Exhaustively = 260;

    [Fact]
    public void The_published_proofs_are_made_and_accepted()
    {
        var nodes = Published.Nodes;
        (int Index, int Size, Hash[] Proof)[] published =
        [
            (0, 1, []),
            (0, 8, [nodes[0][1], nodes[1][1], nodes[2][1]]),
            (5, 8, [nodes[0][4], nodes[1][3], nodes[2][0]]),
            (2, 3, [nodes[1][0]]),
            (1, 5, [nodes[0][0], nodes[1][1], nodes[0][4]]),
        ];
        Assert.All(published, proof =>
        {
            Assert.Equal(proof.Proof, Proofs.Inclusion(proof.Index, proof.Size, node => nodes[node.Level][node.Index]));
            Assert.True(Proofs.VerifyInclusion(nodes[0][proof.Index], proof.Index, proof.Size, proof.Proof, Published.Roots[proof.Size]));
        });
    }

    [Fact]
    public void The_proof_of_the_RFC_s_example_is_made_of_the_named_nodes()
    {
        // RFC 6962 §2.1.3: of d0 in a tree of seven it is [b, h, l], of d3 [c, g, l], of d4 [f, j, k], of d6 [i, k].
        Assert.Equal([new(0, 1), new(1, 1), new(1, 2), new(0, 6)], Proofs.NodesOfInclusion(0, 7));
        Assert.Equal([new(0, 2), new(1, 0), new(1, 2), new(0, 6)], Proofs.NodesOfInclusion(3, 7));
        Assert.Equal([new(0, 5), new(0, 6), new(2, 0)], Proofs.NodesOfInclusion(4, 7));
        Assert.Equal([new(1, 2), new(2, 0)], Proofs.NodesOfInclusion(6, 7));
    }

    [Fact]
    public void Every_leaf_of_every_tree_is_proved_as_defined()
    {
        var reference = Trees.Small;
        for (var size = 1; size <= Exhaustively; size++)
        {
            var root = reference.Mth(0, size);
            for (var index = 0; index < size; index++)
            {
                var proof = Proofs.Inclusion(index, size, reference.NodeAt);
                Assert.True(reference.Path(index, 0, size).SequenceEqual(proof));
                Assert.True(Proofs.VerifyInclusion(reference.Mth(index, index + 1), index, size, proof, root));
            }
        }
    }

    [Fact]
    public void A_proof_holds_for_its_own_leaf_place_and_tree_alone()
    {
        var reference = Trees.Small;
        for (var size = 1; size <= 40; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var (leaf, proof, root) = (reference.Mth(index, index + 1), reference.Path(index, 0, size), reference.Mth(0, size));
                Assert.All(Wrong.Proofs(proof, root, leaf), wrong => Assert.False(Proofs.VerifyInclusion(leaf, index, size, wrong, root)));
                Assert.All(Wrong.Hashes(root), wrong => Assert.False(Proofs.VerifyInclusion(leaf, index, size, proof, wrong)));
                Assert.All(Wrong.Hashes(leaf), wrong => Assert.False(Proofs.VerifyInclusion(wrong, index, size, proof, root)));
                Assert.All(Wrong.Numbers(index), wrong => Assert.False(Proofs.VerifyInclusion(leaf, wrong, size, proof, root)));
            }
        }
    }

    // The size is not hashed: a proof says the same of every size that gives its leaf the same turns. What is signed is size and root.
    [Fact]
    public void Another_size_is_accepted_only_where_the_way_to_the_root_has_the_same_turns()
    {
        var reference = Trees.Small;
        for (var size = 1; size <= 40; size++)
        {
            for (var index = 0; index < size; index++)
            {
                for (var other = index + 1; other <= 80; other++)
                {
                    var same = Turns(index, size) == Turns(index, other);
                    Assert.Equal(same, Proofs.VerifyInclusion(reference.Mth(index, index + 1), index, other, reference.Path(index, 0, size), reference.Mth(0, size)));
                }
            }
        }

        // Whether each sibling stands right (r) or left (l), by the recursion of RFC 6962 §2.1.1.
        static string Turns(int index, int size)
        {
            if (size == 1) return "";
            var k = 1;
            while (2 * k < size) k *= 2;
            return index < k ? Turns(index, k) + "r" : Turns(index - k, size - k) + "l";
        }
    }

    [Fact]
    public void Large_trees_are_proved_too() =>
        Gen.Select(Gen.Int[1, Trees.LargeSize], Gen.Double[0, 0.999999]).Sample((size, part) =>
        {
            var index = (int)(size * part);
            var proof = Proofs.Inclusion(index, size, Trees.LargeNodeAt);
            var root = Proofs.Root(size, Trees.LargeNodeAt);
            Assert.True(Proofs.VerifyInclusion(Trees.LargeNodeAt(new(0, index)), index, size, proof, root));
            Assert.All(Wrong.Proofs(proof, root, root), wrong => Assert.False(Proofs.VerifyInclusion(Trees.LargeNodeAt(new(0, index)), index, size, wrong, root)));
        }, iter: 100);

    [Fact]
    public void Whatever_is_given_is_judged() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Byte.Array[Hash.Length].Select(bytes => new Hash(bytes)).Array[0, 70])
            .Sample((index, size, hashes) => !Proofs.VerifyInclusion(MerkleHash.Leaf([]), index, size, hashes, MerkleHash.Empty), iter: 10_000);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, 1)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(0, long.MinValue)]
    [InlineData(long.MinValue, long.MinValue)]
    public void A_leaf_that_the_tree_has_not_got_is_never_in_it(long index, long size)
    {
        Assert.False(Proofs.VerifyInclusion(MerkleHash.Empty, index, size, [], MerkleHash.Empty));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proofs.Inclusion(index, size, _ => MerkleHash.Empty));
    }
}
