using System.Text;
using CsCheck;
using Xunit;

namespace Assessment.Ledger.Tests;

public class FormattingALeaf
{
    private static readonly Leaf Example = new(
        "assessment.local/log", 123, new Guid("11111111-2222-3333-4444-555555555555"), new Guid("66666666-7777-8888-9999-aaaaaaaaaaaa"), 7, "judgment-made",
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234560), "ana", "corr-1", "", Published.Roots[1], Published.Roots[2]);

    [Fact]
    public void The_line_is_as_designed() => Assert.Equal(
        """{"v":1,"kind":"event","log":"assessment.local/log","seq":"123","id":"11111111-2222-3333-4444-555555555555","stream":"66666666-7777-8888-9999-aaaaaaaaaaaa","version":"7","type":"judgment-made","recorded":"2026-01-02T03:04:05.123456Z","actor":"ana","corr":"corr-1","caus":"","headers":"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d","data":"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}""",
        Example.ToString());

    [Fact]
    public void Strings_escape_what_has_to_be_and_nothing_else()
    {
        var actor = new string([.. Enumerable.Range(0, 0x180).Select(c => (char)c)]) + "\u2028\uFEFF𝄞/";
        var line = (Example with { Actor = actor }).ToString();
        Assert.Contains("\"actor\":\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\u0008\\u0009\\u000a\\u000b\\u000c\\u000d\\u000e\\u000f\\u0010", line, StringComparison.Ordinal);
        Assert.Contains("\\u001f !\\\"#$%&'()*+,-./0", line, StringComparison.Ordinal);
        Assert.Contains("[\\\\]", line, StringComparison.Ordinal);
        Assert.Contains("~\u007f\u0080", line, StringComparison.Ordinal);
        Assert.True(Leaf.TryParse(Encoding.UTF8.GetBytes(line), out var read));
        Assert.Equal(actor, read.Actor);
        // Any reader of JSON reads the same.
        Assert.Equal(actor, System.Text.Json.JsonElement.Parse(line).GetProperty("actor").GetString());
    }

    [Fact]
    public void Another_offset_is_the_same_moment() =>
        Assert.Equal(Example.ToString(), (Example with { Recorded = Example.Recorded.ToOffset(TimeSpan.FromHours(9)) }).ToString());

    [Fact]
    public void What_is_written_is_read_again()
    {
        var text = Gen.String[Gen.Char.Where(c => !char.IsSurrogate(c)), 0, 30];
        Gen.Select(text, Gen.Long[0, long.MaxValue], Gen.Guid, Gen.Guid, text, Gen.DateTime, text, text)
            .Select((log, number, id, stream, type, at, actor, corr) => new Leaf(
                log, number, id, stream, number / 3, type, new DateTimeOffset(at.Ticks / 10 * 10, TimeSpan.Zero), actor, corr, actor + corr, MerkleHash.Leaf([(byte)number]), MerkleHash.Empty))
            .Sample(leaf => Leaf.TryParse(leaf.Format(), out var read) && read == leaf, iter: 20_000);
    }

    [Fact]
    public void Every_truncation_is_refused_and_every_flipped_bit_is_another_leaf_or_none()
    {
        var line = Example.Format();
        for (var length = 0; length < line.Length; length++) Assert.False(Leaf.TryParse(line.AsSpan(0, length), out _));
        for (var bit = 0; bit < line.Length * 8; bit++)
        {
            var flipped = (byte[])line.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Leaf.TryParse(flipped, out var read) && read == Example);
        }
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"v\":1", "\"v\":\"1\"")]
    [InlineData("\"event\"", "\"fact\"")]
    [InlineData("{\"v\"", "{ \"v\"")]
    [InlineData("{\"v\"", " {\"v\"")]
    [InlineData("\"}", "\"}\n")]
    [InlineData("\"}", "\" }")]
    [InlineData("\"}", "\",\"more\":\"\"}")]
    [InlineData("\"seq\":\"123\"", "\"seq\":123")]
    [InlineData("\"seq\":\"123\"", "\"seq\":\"0123\"")]
    [InlineData("\"seq\":\"123\"", "\"seq\":\"+123\"")]
    [InlineData("\"seq\":\"123\"", "\"seq\":\"123 \"")]
    [InlineData("\"seq\":\"123\"", "\"seq\":\"1e2\"")]
    [InlineData("\"seq\":\"123\"", "\"seq\":\"\"")]
    [InlineData("\"seq\":\"123\"", "\"seq\":\"9223372036854775808\"")]
    [InlineData("aaaaaaaaaaaa", "AAAAAAAAAAAA")]
    [InlineData("11111111-2222", "{1111111-2222")]
    [InlineData("11111111-2222-3333-4444-555555555555", "11111111222233334444555555555555")]
    [InlineData(".123456Z", ".12345Z")]
    [InlineData(".123456Z", ".1234560Z")]
    [InlineData(".123456Z", ".123456+00:00")]
    [InlineData(".123456Z", ".123456")]
    [InlineData("T03:04", " 03:04")]
    [InlineData("2026-01-02", "2026-02-30")]
    [InlineData("\"ana\"", "null")]
    [InlineData("\"ana\"", "\"\\u0061na\"")]
    [InlineData("\"ana\"", "\"a\\na\"")]
    [InlineData("\"ana\"", "\"a\\u000Aa\"")]
    [InlineData("\"ana\"", "\"a\\/a\"")]
    [InlineData("\"ana\"", "\"a\na\"")]
    [InlineData("\"ana\"", "\"a\\u00\"")]
    [InlineData("\"ana\"", "\"a\\\"")]
    [InlineData("6e340b9c", "6E340B9C")]
    [InlineData("6e340b9c", "6e340b9")]
    [InlineData("6e340b9c", "xe340b9c")]
    [InlineData(",\"caus\":\"\"", "")]
    [InlineData("\"corr\":\"corr-1\",\"caus\":\"\"", "\"caus\":\"\",\"corr\":\"corr-1\"")]
    public void Another_way_of_writing_it_is_refused(string from, string to)
    {
        var other = Example.ToString().Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Example.ToString(), other);
        Assert.False(Leaf.TryParse(Encoding.UTF8.GetBytes(other), out _));
    }

    [Fact]
    public void Any_bytes_are_judged()
    {
        var line = Example.Format();
        Gen.Select(Gen.Int[0, line.Length], Gen.Int[0, 20], Gen.Byte.Array[0, 20])
            .Select((at, cut, put) => (byte[])[.. line.Take(at), .. put, .. line.Skip(at + cut)])
            .Sample(bytes => !Leaf.TryParse(bytes, out var leaf) || leaf.Format().AsSpan().SequenceEqual(bytes), iter: 50_000);
    }
}
