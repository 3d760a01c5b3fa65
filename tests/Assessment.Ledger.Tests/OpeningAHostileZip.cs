using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Assessment.Ledger.Bundles;
using CsCheck;
using Xunit;

namespace Assessment.Ledger.Tests;

public class OpeningAHostileZip
{
    private static readonly Ed25519Key Key = new(SyntheticLog.Origin, 1);
    private static readonly Lazy<Task<Parts>> Untouched = new(() => Parts.OfAsync(new SyntheticLog(258, Key)));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\key")]
    [InlineData("tile/../key")]
    [InlineData("key\0")]
    [InlineData("KEY")]
    public async Task Names_that_lead_elsewhere_are_refused_and_nothing_is_unpacked(string name)
    {
        var verdict = Parts.Verify((await Untouched.Value).Zip(more: (name, [1])));
        Assert.Equal(Outcome.Tampered, verdict.Outcome);
        Assert.Contains(verdict.Findings, finding => finding.Sentence.Contains("does not belong into a bundle", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("checkpoint")]
    [InlineData("tile/0/000")]
    [InlineData(Parts.FirstFacts)]
    public async Task A_part_that_is_there_twice_is_refused_even_with_the_same_bytes(string name)
    {
        var parts = await Untouched.Value;
        Assert.Equal(Outcome.Tampered, Parts.Verify(parts.Zip(more: (name, parts[name]))).Outcome);
        Assert.Equal(Outcome.Tampered, Parts.Verify(parts.Zip(more: (name, []))).Outcome);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("checkpoint")]
    [InlineData("tile/0/000")]
    [InlineData("tile/1/000.p/1")]
    [InlineData("tile/entries/000")]
    [InlineData(Parts.FirstFacts)]
    [InlineData("streams.ndjson")]
    public async Task A_part_that_unpacks_to_very_much_is_not_unpacked(string name)
    {
        // 200 MB of one letter are 200 KB in a zip.
        var parts = (await Untouched.Value).Copy();
        var bomb = new byte[200_000_000];
        bomb.AsSpan().Fill((byte)'a');
        parts[name] = bomb;
        var zip = parts.Zip(CompressionLevel.Fastest);
        parts[name] = [];

        var before = GC.GetTotalAllocatedBytes();
        var verdict = Parts.Verify(zip);
        Assert.NotEqual(Outcome.Verified, verdict.Outcome);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 160_000_000);
    }

    // A file of wrong lines that all look the same is nothing in a zip.
    [Theory]
    [InlineData(Parts.FirstFacts, "\n")]
    [InlineData(Parts.FirstFacts, "{}\n")]
    [InlineData(Parts.FirstFacts, "{\"index\":\"0\"}\n")]
    [InlineData(Parts.FirstFacts, "{\"index\":\"999999\"}\n")]
    [InlineData("streams.ndjson", "\n")]
    public async Task Very_many_wrong_lines_are_not_all_told(string name, string line)
    {
        var parts = (await Untouched.Value).Copy();
        parts[name] = [.. parts[name], .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 100_000)))];
        var verdict = parts.Verify();
        Assert.Equal(Outcome.Tampered, verdict.Outcome);
        Assert.InRange(verdict.Findings.Count, 1, 2 * Verification.MaxFindings);
    }

    [Fact]
    public async Task Very_many_parts_that_are_wrong_are_not_all_told()
    {
        var parts = (await Untouched.Value).Copy();
        for (var i = 0; i < 1000; i++) parts[BundleName.CheckpointOf(i % 2 == 0 ? i + 1000 : i % 258)] = [];
        Assert.InRange(parts.Verify().Findings.Count, 1, 2 * Verification.MaxFindings);
        Assert.InRange(Parts.Verify((await Untouched.Value).Zip(more: [.. Enumerable.Range(0, 1000).Select(i => ($"more/{i}", Array.Empty<byte>()))])).Findings.Count, 1, 2 * Verification.MaxFindings);
    }

    [Fact]
    public async Task Nothing_very_long_is_kept_of_what_is_wrong()
    {
        var parts = (await Untouched.Value).Copy().Fact(7, fact => fact with { Actor = new string('a', 1_000_000) });
        var finding = Assert.Single(parts.Verify().Findings);
        Assert.Contains("actor was", finding.Sentence, StringComparison.Ordinal);
        Assert.InRange(finding.Sentence.Length, 1, 2000);

        var redacted = (await Untouched.Value).Copy().Fact(7, fact => fact with { Salt = null, Data = null, Redacted = new string('a', 1_000_000) });
        Assert.EndsWith("its fact cannot be read", Assert.Single(redacted.Verify().Findings).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_size_that_the_directory_lies_about_is_noticed()
    {
        var zip = (await Untouched.Value).Zip(CompressionLevel.Fastest).ToArray();
        var header = Header(zip, "tile/0/000");
        Assert.Equal(8192u, BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(header + 24)));
        foreach (var size in (uint[])[0, 1, 8191, 8193, uint.MaxValue - 1])
        {
            var lying = (byte[])zip.Clone();
            BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(header + 24), size);
            Assert.NotEqual(Outcome.Verified, Verify(lying)!.Outcome);
        }
    }

    [Fact]
    public async Task A_directory_of_a_million_parts_is_not_read()
    {
        // The directory begins at 0, as the end of it says: more headers would fit than any bundle has.
        var file = new byte[60_000_000];
        "PK\u0005\u0006"u8.CopyTo(file.AsSpan(file.Length - 22));
        await using var zip = new MemoryStream(file);
        Assert.Contains("too many parts", Assert.Throws<InvalidDataException>(() => BundleReader.Open(zip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_truncation_is_judged()
    {
        var zip = (await Untouched.Value).Zip(CompressionLevel.Fastest).ToArray();
        for (var length = 0; length < zip.Length; length += length < zip.Length - 3_000 ? 997 : 13) Assert.Null(Verify(zip[..length]));
    }

    [Fact]
    public async Task Any_change_is_judged_and_only_what_means_nothing_is_let_pass()
    {
        var zip = (await Untouched.Value).Zip(CompressionLevel.Fastest).ToArray();
        Gen.Select(Gen.Int[0, zip.Length - 1], Gen.Int[0, 8], Gen.Byte.Array[0, 8]).Sample((at, cut, put) =>
        {
            var verdict = Verify([.. zip.AsSpan(0, at), .. put, .. zip.AsSpan(Math.Min(zip.Length, at + cut))]);
            return verdict is null || verdict.Outcome is not Outcome.Redacted;
        }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task Every_byte_of_every_part_counts()
    {
        var parts = await Untouched.Value;
        Gen.Select(Gen.Int[0, parts.Names.Count() - 2].Select(part => parts.Names.Where(name => name != BundleName.Readme).ElementAt(part)), Gen.Double[0, 0.999999], Gen.Int[0, 7]).Sample((name, where, bit) =>
        {
            var changed = parts.Copy();
            var bytes = (byte[])parts[name].Clone();
            bytes[(int)(bytes.Length * where)] ^= (byte)(1 << bit);
            changed[name] = bytes;
            // Hexadecimal digits of facts read the same in either case.
            return changed.Verify().Outcome != Outcome.Verified
                || (name == Parts.FirstFacts && Encoding.UTF8.GetString(bytes).Equals(Encoding.UTF8.GetString(parts[name]), StringComparison.OrdinalIgnoreCase));
        }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task A_line_that_never_ends_is_given_up_and_one_without_end_is_cut_off()
    {
        var parts = (await Untouched.Value).Copy();
        parts[BundleName.Streams] = new byte[LineReader.LongestLine + 1];
        Assert.Contains(parts.Verify().Findings, finding => finding.Sentence.Contains("a line has more than", StringComparison.Ordinal));

        parts = (await Untouched.Value).Copy();
        parts[Parts.FirstFacts] = parts[Parts.FirstFacts][..^1];
        Assert.Equal(Outcome.Incomplete, parts.Verify().Outcome);
    }

    [Fact]
    public void What_is_no_zip_is_none()
    {
        Assert.Null(Verify([]));
        Assert.Null(Verify("PK"u8.ToArray()));
        Assert.Null(Verify(Encoding.UTF8.GetBytes(new string('x', 100_000))));
        var empty = new byte[22];
        "PK\u0005\u0006"u8.CopyTo(empty);
        Assert.Equal(Outcome.Incomplete, Verify(empty)!.Outcome);
    }

    // The header of a part in the directory at the end (APPNOTE.TXT 4.3.12).
    private static int Header(byte[] zip, string name)
    {
        var at = zip.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(name)) - 46;
        Assert.Equal("PK\u0001\u0002", Encoding.ASCII.GetString(zip, at, 4));
        return at;
    }

    private static Verdict? Verify(byte[] zip)
    {
        try
        {
            return Parts.Verify(new MemoryStream(zip));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
