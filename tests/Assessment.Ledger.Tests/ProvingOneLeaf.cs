using System.Text;
using CsCheck;
using Xunit;

namespace Assessment.Ledger.Tests;

public class ProvingOneLeaf
{
    private const string Origin = "assessment.local/log";

    private static readonly Ed25519Key Key = new(Origin, 1);
    private static readonly string Note = SignedNote.Sign(new Checkpoint(Origin, 8, Published.Roots[8]).ToText(), Key).ToString();
    private static readonly TlogProof Proof = new(5, [Published.Nodes[0][4], Published.Nodes[1][3], Published.Nodes[2][0]], Note);

    [Fact]
    public void The_text_is_as_specified()
    {
        Assert.Equal(
            $"""
            c2sp.org/tlog-proof@v1
            index 5
            vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
            yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
            037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=

            {Note}
            """.ReplaceLineEndings("\n"), Proof.ToString() + "");
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nextra AQI=\nindex 5\n", (Proof with { Extra = new byte[] { 1, 2 } }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_proves_its_leaf_and_no_other()
    {
        Assert.True(Proof.Verify(Published.Leaves[5], Origin, Key));
        Assert.All(Published.Leaves.Where((_, i) => i != 5), leaf => Assert.False(Proof.Verify(leaf, Origin, Key)));
        Assert.False(Proof.Verify(Published.Leaves[5], "another.example/log", Key));
        Assert.False(Proof.Verify(Published.Leaves[5], Origin, new Ed25519Key(Origin, 2)));
        Assert.False((Proof with { Index = 4 }).Verify(Published.Leaves[5], Origin, Key));
        Assert.False((Proof with { Checkpoint = Note + "\n" }).Verify(Published.Leaves[5], Origin, Key));
    }

    [Fact]
    public void A_read_proof_is_the_written_one()
    {
        foreach (var extra in (ReadOnlyMemory<byte>?[])[null, ReadOnlyMemory<byte>.Empty, new byte[] { 1, 2, 3 }])
        {
            var text = (Proof with { Extra = extra }).ToString();
            Assert.True(TlogProof.TryParse(Encoding.UTF8.GetBytes(text), out var read));
            Assert.Equal(text, read.ToString());
            Assert.True(read.Verify(Published.Leaves[5], Origin, Key));
        }

        var alone = new TlogProof(0, [], SignedNote.Sign(new Checkpoint(Origin, 1, Published.Roots[1]).ToText(), Key).ToString());
        Assert.True(TlogProof.TryParse(Encoding.UTF8.GetBytes(alone.ToString()), out var single));
        Assert.True(single.Verify([], Origin, Key));
    }

    [Fact]
    public void Every_truncation_and_every_flipped_bit_is_refused()
    {
        var text = Encoding.UTF8.GetBytes(Proof.ToString());
        for (var length = 0; length < text.Length; length++) Assert.False(Proves(text.AsSpan(0, length)));
        for (var bit = 0; bit < text.Length * 8; bit++)
        {
            var flipped = (byte[])text.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Proves(flipped), $"bit {bit}");
        }
    }

    [Fact]
    public void Any_bytes_are_judged()
    {
        var text = Encoding.UTF8.GetBytes(Proof.ToString());
        Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 40], Gen.Byte.Array[0, 40])
            .Select((at, cut, put) => (byte[])[.. text.Take(at), .. put, .. text.Skip(at + cut)])
            .Sample(bytes => !Proves(bytes) || bytes.AsSpan().SequenceEqual(text), iter: 50_000);
    }

    public static TheoryData<string> Malformed
    {
        get
        {
            string Replaced(string from, string to) => Proof.ToString().Replace(from, to, StringComparison.Ordinal);
            return
            [
                "", "\n", "\n\n", "c2sp.org/tlog-proof@v1\n\n" + Note, Replaced("@v1", "@v2"), Replaced("@v1", "@v1 "), " " + Proof, "\n" + Proof,
                Replaced("index 5", "index 05"), Replaced("index 5", "index -5"), Replaced("index 5", "index +5"), Replaced("index 5", "index  5"), Replaced("index 5", "index 5 "),
                Replaced("index 5", "index"), Replaced("index 5", "index "), Replaced("index 5", "INDEX 5"), Replaced("index 5", "index 9223372036854775808"), Replaced("index 5\n", ""),
                Replaced("index 5", "index 5\nindex 5"), Replaced("index 5", "index 5\nextra AAAA"), Replaced("index 5", "extra AAA\nindex 5"), Replaced("index 5", "extra AAB=\nindex 5"),
                Replaced("index 5", "extra\nindex 5"), Replaced("index 5", "extra AAAA\nextra AAAA\nindex 5"), Replaced("index 5", "note\nindex 5"),
                Replaced("vBoGQ7E", "vBoGQ7"), Replaced("nms=", "nmt="), Replaced("nms=", "nms"), Replaced("nms=\n", "nms=\r\n"), Replaced("vBoGQ7E", " vBoGQ7E"),
                Replaced("nms=\n", "nms=\n" + string.Concat(Enumerable.Repeat(MerkleHash.Empty + "\n", 61))),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Malformed), DisableDiscoveryEnumeration = true)]
    public void A_malformed_proof_is_none(string text) => Assert.False(TlogProof.TryParse(Encoding.UTF8.GetBytes(text), out _));

    private static bool Proves(ReadOnlySpan<byte> text) => TlogProof.TryParse(text, out var proof) && proof.Verify(Published.Leaves[5], Origin, Key);
}
