using CsCheck;
using Xunit;

namespace Assessment.Ledger.Tests;

public class ProvingConsistency
{
    private const int Exhaustively = 260;

    [Fact]
    public void The_published_proofs_are_made_and_accepted()
    {
        var nodes = Published.Nodes;
        (int From, int To, Hash[] Proof)[] published =
        [
            (1, 1, []),
            (1, 8, [nodes[0][1], nodes[1][1], nodes[2][1]]),
            (6, 8, [nodes[1][2], nodes[1][3], nodes[2][0]]),
            (2, 5, [nodes[1][1], nodes[0][4]]),
            (6, 7, [nodes[1][2], nodes[0][6], nodes[2][0]]),
        ];
        Assert.All(published, proof =>
        {
            Assert.Equal(proof.Proof, Proofs.Consistency(proof.From, proof.To, node => nodes[node.Level][node.Index]));
            Assert.True(Proofs.VerifyConsistency(proof.From, proof.To, proof.Proof, Published.Roots[proof.From], Published.Roots[proof.To]));
        });
    }

    [Fact]
    public void The_proof_of_the_RFC_s_example_is_made_of_the_named_nodes()
    {
        // RFC 6962 §2.1.3, a tree of seven: from 3 it is [c, d, g, l], from 4 [l], from 6 [i, j, k].
        Assert.Equal([new(0, 2), new(0, 3), new(1, 0), new(1, 2), new(0, 6)], Proofs.NodesOfConsistency(3, 7));
        Assert.Equal([new(1, 2), new(0, 6)], Proofs.NodesOfConsistency(4, 7));
        Assert.Equal([new(1, 2), new(0, 6), new(2, 0)], Proofs.NodesOfConsistency(6, 7));
    }

    [Fact]
    public void Every_tree_is_proved_to_grow_into_every_later_one_as_defined()
    {
        var reference = Trees.Small;
        for (var to = 1; to <= Exhaustively; to++)
        {
            for (var from = 1; from <= to; from++)
            {
                var proof = Proofs.Consistency(from, to, reference.NodeAt);
                Assert.True(reference.Proof(from, to).SequenceEqual(proof));
                Assert.True(Proofs.VerifyConsistency(from, to, proof, reference.Mth(0, from), reference.Mth(0, to)));
            }
        }
    }

    [Fact]
    public void A_proof_holds_for_its_own_two_trees_alone()
    {
        var reference = Trees.Small;
        for (var to = 1; to <= 40; to++)
        {
            for (var from = 1; from <= to; from++)
            {
                var (proof, first, second) = (reference.Proof(from, to), reference.Mth(0, from), reference.Mth(0, to));
                Assert.All(Wrong.Proofs(proof, first, second), wrong => Assert.False(Proofs.VerifyConsistency(from, to, wrong, first, second)));
                Assert.All(Wrong.Hashes(first), wrong => Assert.False(Proofs.VerifyConsistency(from, to, proof, wrong, second)));
                Assert.All(Wrong.Hashes(second), wrong => Assert.False(Proofs.VerifyConsistency(from, to, proof, first, wrong)));
                Assert.Equal(from == to, Proofs.VerifyConsistency(from, to, proof, second, first));
                Assert.All(Wrong.Numbers(from), wrong => Assert.False(Proofs.VerifyConsistency(wrong, to, proof, first, second)));
            }
        }
    }

    [Fact]
    public void A_tree_with_one_leaf_changed_is_not_consistent_with_what_it_was()
    {
        for (var changed = 0; changed < 20; changed++)
        {
            var leaves = Trees.SmallLeaves.Take(40).ToArray();
            leaves[changed] = [0xff];
            var forged = new Reference(leaves);
            for (var from = changed + 1; from <= 40; from++)
                for (var to = from; to <= 40; to++)
                    Assert.False(Proofs.VerifyConsistency(from, to, forged.Proof(from, to), Trees.Small.Mth(0, from), forged.Mth(0, to)));
        }
    }

    [Fact]
    public void Large_trees_are_proved_too() =>
        Gen.Select(Gen.Int[1, Trees.LargeSize], Gen.Int[1, Trees.LargeSize]).Sample((a, b) =>
        {
            var (from, to) = (Math.Min(a, b), Math.Max(a, b));
            var proof = Proofs.Consistency(from, to, Trees.LargeNodeAt);
            var (first, second) = (Proofs.Root(from, Trees.LargeNodeAt), Proofs.Root(to, Trees.LargeNodeAt));
            Assert.True(Proofs.VerifyConsistency(from, to, proof, first, second));
            Assert.All(Wrong.Proofs(proof, first, second), wrong => Assert.False(Proofs.VerifyConsistency(from, to, wrong, first, second)));
        }, iter: 100);

    [Fact]
    public void Whatever_is_given_is_judged() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Byte.Array[Hash.Length].Select(bytes => new Hash(bytes)).Array[0, 70])
            .Where((from, to, _) => from != to)
            .Sample((from, to, hashes) => !Proofs.VerifyConsistency(from, to, hashes, MerkleHash.Empty, Published.Roots[1]), iter: 10_000);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    [InlineData(1, long.MinValue)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void Nothing_is_proved_about_an_empty_tree_nor_backwards(long from, long to)
    {
        Assert.False(Proofs.VerifyConsistency(from, to, [], MerkleHash.Empty, MerkleHash.Empty));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proofs.Consistency(from, to, _ => MerkleHash.Empty));
    }
}
