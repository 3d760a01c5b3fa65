using System.Buffers;
using System.IO.Compression;
using System.Text;
using Assessment.Ledger.Bundles;
using Xunit;

namespace Assessment.Ledger.Tests;

public class WritingABundle
{
    private static readonly BundledFact Fact = new SyntheticLog(8, new Ed25519Key(SyntheticLog.Origin, 1)).Facts[4];

    [Fact]
    public async Task Parts_stand_in_their_order_under_names_that_are_known()
    {
        using var key = new Ed25519Key(SyntheticLog.Origin, 1);
        var log = new SyntheticLog(300, key) { SignedBefore = { 0, 256 } };
        using var file = new MemoryStream();
        await log.WriteToAsync(file);

        await using var zip = new ZipArchive(file);
        string[] names = [.. zip.Entries.Select(entry => entry.FullName)];
        Assert.Equal(
            [
                "README.md", "key", "checkpoint", "checkpoints/0", "checkpoints/256", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1",
                "tile/entries/000", "tile/entries/001.p/44", "facts/000000000000.ndjson", "streams.ndjson",
            ], names);
        Assert.All(names, name => Assert.True(BundleName.IsKnown(name)));
        Assert.All(zip.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        Assert.Equal($"{key.Key}\n", await TextOfAsync(zip, "key"));
        Assert.Contains($"assess verify bundle.zip --key '{key.Key}'", await TextOfAsync(zip, "README.md"), StringComparison.Ordinal);
        Assert.Equal(300, (await TextOfAsync(zip, "facts/000000000000.ndjson")).Count(c => c == '\n'));
    }

    [Fact]
    public async Task It_is_written_forward_to_what_cannot_seek_and_the_same_each_time()
    {
        using var key = new Ed25519Key(SyntheticLog.Origin, 1);
        var (once, again) = (new ForwardOnly(), new ForwardOnly());
        await new SyntheticLog(20, key).WriteToAsync(once);
        await new SyntheticLog(20, key).WriteToAsync(again);
        Assert.Equal(once.Written.ToArray(), again.Written.ToArray());
        await using var zip = new ZipArchive(once.Written);
        Assert.Equal(20, (await TextOfAsync(zip, "facts/000000000000.ndjson")).Count(c => c == '\n'));
    }

    [Fact]
    public void A_fact_is_read_as_it_was_written()
    {
        BundledFact[] facts = [Fact, Fact with { Salt = null, Data = null, Redacted = "case-7" }, Fact with { Headers = "", Actor = "\u2028\"\\\u0001𝄞" }];
        Assert.All(facts, fact =>
        {
            Assert.True(BundledFact.TryParse(Line(fact), out var read));
            Assert.Equal(fact with { Salt = null }, read with { Salt = null });
            Assert.Equal(fact.Salt, read.Salt);
        });
    }

    [Fact]
    public void Every_truncated_fact_and_every_one_with_another_shape_is_refused()
    {
        var line = Line(Fact);
        var text = Encoding.UTF8.GetString(line);
        for (var length = 0; length < line.Length; length++) Assert.False(BundledFact.TryParse(line.AsSpan(0, length), out _));

        string[] wrong =
        [
            "", "{}", "[]", "null", "\"\"", "7", text + " {}", text + ",", "{" + text + "}", $"[{text}]",
            text.Replace("\"index\":\"4\"", "\"index\":4", StringComparison.Ordinal),
            text.Replace("\"index\":\"4\"", "\"index\":\"04\"", StringComparison.Ordinal),
            text.Replace("\"index\":\"4\"", "\"index\":\"-4\"", StringComparison.Ordinal),
            text.Replace("\"index\":\"4\"", "\"index\":\"9223372036854775808\"", StringComparison.Ordinal),
            text.Replace("\"index\":\"4\"", "\"index\":null", StringComparison.Ordinal),
            text.Replace("\"index\":\"4\"", "\"index\":\"4\",\"index\":\"4\"", StringComparison.Ordinal),
            text.Replace("\"index\":\"4\"", "\"index\":\"4\",\"more\":\"\"", StringComparison.Ordinal),
            text.Replace("\"index\":\"4\",", "", StringComparison.Ordinal),
            text.Replace("\"data\":", "\"data\":null,\"x\":", StringComparison.Ordinal),
            text.Replace("\"data\":\"{", "\"data\":\"\\ud800{", StringComparison.Ordinal),
            text.Replace("}\"}", "}\",\"redacted\":\"case-7\"}", StringComparison.Ordinal),
            text.Replace("\"salt\":\"", "\"salt\":\"00", StringComparison.Ordinal),
            text.Replace("\"salt\":\"1c", "\"salt\":\"xx", StringComparison.Ordinal),
            text.Replace(Fact.Id.ToString(), Fact.Id.ToString("N"), StringComparison.Ordinal),
            text.Replace("Z\",\"actor\"", "\",\"actor\"", StringComparison.Ordinal),
            text.Replace("Z\",\"actor\"", "0Z\",\"actor\"", StringComparison.Ordinal),
        ];
        Assert.All(wrong, other => Assert.True(other != text && !BundledFact.TryParse(Encoding.UTF8.GetBytes(other), out _), other));
        Assert.False(BundledFact.TryParse([.. line.AsSpan(0, 20), 0xff, .. line.AsSpan(20)], out _));
    }

    [Fact]
    public void A_stream_is_read_as_it_was_written_and_not_otherwise()
    {
        var stream = new BundledStream(Fact.Stream, 12);
        var lines = new ArrayBufferWriter<byte>();
        stream.WriteTo(lines);
        var line = lines.WrittenSpan[..^1].ToArray();
        Assert.True(BundledStream.TryParse(line, out var read));
        Assert.Equal(stream, read);
        for (var i = 0; i < line.Length; i++)
        {
            Assert.False(BundledStream.TryParse(line.AsSpan(0, i), out _));
            Assert.False(BundledStream.TryParse([.. line.AsSpan(0, i), (byte)' ', .. line.AsSpan(i)], out _));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/key")]
    [InlineData("./key")]
    [InlineData("../key")]
    [InlineData("KEY")]
    [InlineData("key/")]
    [InlineData("checkpoints/")]
    [InlineData("checkpoints/01")]
    [InlineData("checkpoints/-1")]
    [InlineData("checkpoints/9223372036854775808")]
    [InlineData("checkpoints/../key")]
    [InlineData("facts/000000000001.ndjson")]
    [InlineData("facts/00000000000.ndjson")]
    [InlineData("facts/+00000000000.ndjson")]
    [InlineData("facts/000000000000.ndjson/")]
    [InlineData("facts\\000000000000.ndjson")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/../000")]
    public void Other_names_are_not_known(string name) => Assert.False(BundleName.IsKnown(name));

    private static byte[] Line(BundledFact fact)
    {
        var lines = new ArrayBufferWriter<byte>();
        fact.WriteTo(lines);
        return lines.WrittenSpan[..^1].ToArray();
    }

    private static async Task<string> TextOfAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    private sealed class ForwardOnly : Stream
    {
        public MemoryStream Written { get; } = new();

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => Written.Write(buffer, offset, count);
    }
}
