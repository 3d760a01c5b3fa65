using System.IO.Compression;
using System.Text;
using Assessment.Ledger.Bundles;
using Xunit;

namespace Assessment.Ledger.Tests;

public class VerifyingABundle
{
    private const int Size = 600;

    private static readonly Ed25519Key Key = new(SyntheticLog.Origin, 1);
    private static readonly Ed25519Key Forger = new(SyntheticLog.Origin, 2);
    private static readonly SyntheticLog Log = new(Size, Key) { SignedBefore = { 0, 1, 100, 256, 500, 599 } };
    private static readonly Lazy<Task<Parts>> Untouched = new(() => Parts.OfAsync(Log));

    [Fact]
    public async Task What_nobody_touched_is_verified()
    {
        var verdict = (await TakenAsync()).Verify();
        Assert.Empty(verdict.Findings);
        Assert.Equal(Outcome.Verified, verdict.Outcome);
        Assert.Equal((Size, 6), (verdict.Leaves, verdict.OlderCheckpoints));
        Assert.Equal(Key.Key, verdict.Key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    public async Task Logs_of_any_size_are_verified(int size)
    {
        var verdict = (await Parts.OfAsync(new SyntheticLog(size, Key))).Verify();
        Assert.Empty(verdict.Findings);
        Assert.Equal(size, verdict.Leaves);
    }

    [Fact]
    public async Task Packing_the_parts_another_way_changes_nothing()
    {
        var parts = await TakenAsync();
        Assert.Equal(Outcome.Verified, Parts.Verify(parts.Zip(CompressionLevel.SmallestSize)).Outcome);
        Assert.Equal(Outcome.Verified, Parts.Verify(parts.Zip(CompressionLevel.Fastest, ("tile/", []), ("tile/0/", []))).Outcome);
    }

    // What a superuser can do to the fact table, each at the first, an inner and the last leaf.
    public static TheoryData<int, string> Changes
    {
        get
        {
            var all = new TheoryData<int, string>();
            foreach (var index in (int[])[0, 255, 256, 417, Size - 1])
                foreach (var change in Changed.Keys) all.Add(index, change);
            return all;
        }
    }

    private static readonly Dictionary<string, (Func<BundledFact, BundledFact> To, string Says)> Changed = new()
    {
        ["a character of the data"] = (fact => fact with { Data = fact.Data!.Replace("border", "bordar", StringComparison.Ordinal) }, "the text of its data differs"),
        ["a space in the data"] = (fact => fact with { Data = fact.Data + " " }, "the text of its data differs"),
        ["the headers"] = (fact => fact with { Headers = fact.Headers + " " }, "the text of its headers differs"),
        ["the salt"] = (fact => fact with { Salt = [.. fact.Salt!.Reverse()] }, "or their salt"),
        ["the time by a microsecond"] = (fact => fact with { Recorded = fact.Recorded.AddTicks(10) }, "recorded was 2026-"),
        ["the actor"] = (fact => fact with { Actor = "mallory" }, "and is mallory"),
        ["the correlation"] = (fact => fact with { Correlation = "" }, "correlation was"),
        ["the causation"] = (fact => fact with { Causation = "x" }, "causation was"),
        ["the type"] = (fact => fact with { Type = "judgment-withdrawn" }, "type was"),
        ["the position"] = (fact => fact with { Position = fact.Position + 1 }, "position was"),
        ["the id"] = (fact => fact with { Id = Guid.Empty }, "id was"),
        ["the stream"] = (fact => fact with { Stream = Guid.Empty }, "stream was"),
        ["the version"] = (fact => fact with { Version = fact.Version + 1 }, "version was"),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_changed_fact_is_named_with_what_differs(int index, string change)
    {
        var verdict = (await TakenAsync()).Fact(index, Changed[change].To).Verify();
        Assert.Equal(Outcome.Tampered, verdict.Outcome);
        var finding = Assert.Single(verdict.Findings);
        Assert.Equal(index, finding.Index);
        Assert.Contains(Changed[change].Says, finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_facts_with_their_data_swapped_the_first_is_named_first()
    {
        var (early, late) = (Log.Facts[30], Log.Facts[420]);
        var verdict = (await TakenAsync()).Fact(420, fact => fact with { Data = early.Data }).Fact(30, fact => fact with { Data = late.Data }).Verify();
        Assert.Equal([30L, 420L], verdict.Findings.Select(finding => finding.Index!.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(333)]
    [InlineData(599)]
    public async Task A_deleted_fact_is_named(int index)
    {
        var finding = (await TakenAsync()).Fact(index, _ => null).Verify().Findings[0];
        Assert.Equal((Outcome.Tampered, (long?)index), (finding.Outcome, finding.Index));
        Assert.EndsWith("is gone", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fact_that_no_leaf_speaks_of_is_noticed()
    {
        // The next version of a known stream, a new stream, and a stream that has lost its last version.
        var stream = Log.Versions.First();
        await TamperedAsync(parts => parts.Text(BundleName.Streams, text => text.Replace(new BundledStream(stream.Key, stream.Value).ToString(), new BundledStream(stream.Key, stream.Value + 1).ToString(), StringComparison.Ordinal)), $"stream {stream.Key} has {stream.Value} versions in the log and {stream.Value + 1} in the fact table");
        await TamperedAsync(parts => parts.Text(BundleName.Streams, text => text + new BundledStream(Guid.Empty, 1) + "\n"), "and not in the log");
        await TamperedAsync(parts => parts.Text(BundleName.Streams, text => text.Replace(new BundledStream(stream.Key, stream.Value).ToString() + "\n", "", StringComparison.Ordinal)), "and none in the fact table");
        await TamperedAsync(parts => parts.Text(BundleName.Streams, text => text + "{}\n"), "a line that names no stream");
        await TamperedAsync(parts => parts.Text(Parts.FirstFacts, text => text + text.Split('\n')[3] + "\n"), "has a fact for leaf 3, which is not in the log or belongs elsewhere", null);
        await TamperedAsync(parts => parts.Text(Parts.FirstFacts, text => text.Split('\n')[3] is var line ? text.Replace(line, $"{line}\n{line}", StringComparison.Ordinal) : ""), "has a second fact for this leaf, or has it out of order", 3);
        await TamperedAsync(parts => parts.Text(Parts.FirstFacts, text => "{}\n" + text), "has a line that is no fact", null);
        await TamperedAsync(parts => parts.Text(Parts.FirstFacts, text => text.Replace("{\"index\":\"3\",", "{\"index\":\"3\",\"more\":\"\",", StringComparison.Ordinal)), "its fact cannot be read", 3);
    }

    [Fact]
    public async Task A_changed_entry_is_named()
    {
        await TamperedAsync(parts => parts.Entry(300, entry => [.. entry.AsSpan(0, 90), (byte)(entry[90] ^ 1), .. entry.AsSpan(91)]), "its entry does not have the hash", 300);
        await TamperedAsync(parts => parts.Entry(300, _ => []), "its entry does not have the hash", 300);
        await TamperedAsync(parts => parts.Entry(599, _ => "{}"u8.ToArray()), "its entry does not have the hash", 599);
        await TamperedAsync(parts => { parts["tile/entries/002.p/88"] = [.. parts["tile/entries/002.p/88"], 0, 0]; return parts; }, "goes on after its last entry", null);
        await TamperedAsync(parts => { parts["tile/entries/002.p/88"] = parts["tile/entries/002.p/88"][..^1]; return parts; }, "tile/entries/002.p/88 ends before its entry", 599);
        await TamperedAsync(parts => { parts["tile/entries/000"] = []; return parts; }, "tile/entries/000 ends before its entry", 0);
    }

    [Theory]
    [InlineData("tile/0/000", 0)]
    [InlineData("tile/0/001", 32 * 17 + 3)]
    [InlineData("tile/0/002.p/88", 32 * 87 + 31)]
    public async Task A_changed_hash_of_a_leaf_is_named(string tile, int at)
    {
        Assert.True(TilePath.TryParse(tile, out var path));
        await TamperedAsync(parts => Flip(parts, tile, at), "its entry does not have the hash", path.Start + at / 32);
    }

    [Fact]
    public async Task A_changed_tile_above_is_noticed() =>
        await TamperedAsync(parts => Flip(parts, "tile/1/000.p/2", 40), "tile/1/000.p/2 does not have the hashes of the leaves under it", null);

    // Whoever has the database but not the key recomputes every hash and tile; the checkpoints say between which leaves to look.
    [Fact]
    public async Task A_rewritten_log_under_the_old_signatures_is_noticed()
    {
        var rewritten = await Parts.OfAsync(Rewritten(417, Forger));
        foreach (var name in (string[])["key", "checkpoint", .. Log.SignedBefore.Select(BundleName.CheckpointOf)]) rewritten[name] = (await TakenAsync())[name];
        var verdict = rewritten.Verify();
        Assert.Equal((Outcome.Tampered, (long?)256), (verdict.Findings[0].Outcome, verdict.Findings[0].Index));
        Assert.True(verdict.Findings.Count > 1);
        Assert.Contains("it, or one of those up to leaf 499, is not what was signed", verdict.Findings[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(4, verdict.OlderCheckpoints);
    }

    [Fact]
    public async Task A_rewritten_log_under_another_key_agrees_with_itself_and_not_with_the_pinned_key()
    {
        var rewritten = await Parts.OfAsync(Rewritten(417, Forger));
        Assert.Equal(Outcome.Verified, rewritten.Verify().Outcome);
        var verdict = Parts.Verify(rewritten.Zip(), Key.Key);
        Assert.Equal(Outcome.Tampered, verdict.Outcome);
        Assert.Contains(verdict.Findings, finding => finding.Sentence.StartsWith("checkpoint is not signed with the key", StringComparison.Ordinal));
        Assert.Contains(verdict.Findings, finding => finding.Sentence.StartsWith("The bundle names other keys", StringComparison.Ordinal));
        Assert.Equal(Outcome.Verified, Parts.Verify((await TakenAsync()).Zip(), Key.Key).Outcome);
    }

    // Whoever has the key too is caught by a checkpoint that somebody kept.
    [Fact]
    public async Task A_log_rewritten_with_its_own_key_contradicts_a_kept_checkpoint()
    {
        var rewritten = await Parts.OfAsync(Rewritten(417, Key));
        Assert.Equal(Outcome.Verified, rewritten.Verify().Outcome);
        Assert.Equal(Outcome.Verified, rewritten.Verify(Bytes(Log.Checkpoint(400))).Outcome);
        var verdict = rewritten.Verify(Bytes(Log.Checkpoint(420)));
        Assert.Equal((Outcome.Tampered, (long?)256), (verdict.Outcome, verdict.Findings[0].Index));
        Assert.Equal(Outcome.Incomplete, rewritten.Verify(Bytes(new SyntheticLog(601, Key).Checkpoint(601))).Outcome);
        Assert.Equal(Outcome.Tampered, rewritten.Verify("nonsense"u8.ToArray()).Outcome);
    }

    [Fact]
    public async Task A_leaf_in_two_places_a_missing_version_and_a_position_used_twice_are_noticed_though_all_of_it_is_signed()
    {
        var stream = Guid.NewGuid();
        var log = new SyntheticLog(10, Key);
        log.Add(stream, "judgment-made", "{}", "ana");
        log.Versions[stream] = 2;
        log.Add(stream, "judgment-made", "{}", "ana");
        Assert.Contains("has no version 2 before its version 3", (await Parts.OfAsync(log)).Verify().Findings.Single(finding => finding.Index == 11).Sentence, StringComparison.Ordinal);

        log.Versions[stream] = 0;
        log.Add(stream, "judgment-made", "{}", "ana");
        log.Versions[stream] = 3;
        Assert.Contains((await Parts.OfAsync(log)).Verify().Findings, finding => finding.Index == 12 && finding.Sentence.Contains("has its version 1 a second time", StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_that_comes_late_fills_its_hole()
    {
        var (versions, stream) = (new StreamVersions(), Guid.NewGuid());
        foreach (var (version, index) in ((long, long)[])[(1, 0), (4, 1), (3, 2), (2, 3), (5, 4)]) Assert.Null(versions.Take(stream, version, index));
        Assert.Empty(versions.Holes());
        Assert.NotNull(versions.Take(stream, 3, 5));
        Assert.Null(versions.Take(stream, 7, 6));
        Assert.NotNull(versions.Take(stream, 7, 7));
        Assert.Equal(6, versions.Holes().Single().Index);
    }

    [Fact]
    public async Task Signatures_that_do_not_hold_are_noticed()
    {
        var other = Log.Checkpoint(500);
        await TamperedAsync(parts => Put(parts, "checkpoint", new SyntheticLog(Size, Forger).Checkpoint(Size)), "checkpoint is not signed with the key", null);
        await TamperedAsync(parts => Put(parts, "checkpoint", "no note"), "checkpoint is no signed note", null);
        await TamperedAsync(parts => Put(parts, "checkpoint", SignedNote.Sign("no checkpoint\n", Key).ToString()), "checkpoint is no checkpoint", null);
        await TamperedAsync(parts => Put(parts, "checkpoint", SignedNote.Sign(new Checkpoint("other.example", Size, MerkleHash.Empty).ToText(), Key).ToString()), "checkpoint is of the log other.example", null);
        await TamperedAsync(parts => Put(parts, "checkpoints/100", new SyntheticLog(100, Forger).Checkpoint(100)), "checkpoints/100 is not signed by a key", null);
        await TamperedAsync(parts => Put(parts, "checkpoints/100", Rewritten(50, Key).Checkpoint(100)), "is not what was signed", 1);
        await TamperedAsync(parts => Put(parts, "checkpoints/100", other), "checkpoints/100 is of another size", null);
        await TamperedAsync(parts => Put(parts, "checkpoints/100", "junk"), "checkpoints/100 is not signed", null);
        await TamperedAsync(parts => Put(parts, "key", "junk"), "key has a line that is no key", null);
        await TamperedAsync(parts => Put(parts, "key", $"{Forger.Key}\n"), "checkpoint is not signed with the key", null);
    }

    [Fact]
    public async Task Checkpoints_from_before_a_change_of_keys_are_verified_with_the_key_of_then()
    {
        var parts = await TakenAsync();
        parts["checkpoints/100"] = Bytes(new SyntheticLog(Size, Forger).Checkpoint(100));
        parts["key"] = Bytes($"{Key.Key}\n{Forger.Key}\n");
        Assert.Equal(Outcome.Verified, parts.Verify().Outcome);
        Assert.Equal(Outcome.Verified, Parts.Verify(parts.Zip(), Key.Key).Outcome);
        Assert.Equal(Outcome.Tampered, Parts.Verify(parts.Zip(), Forger.Key).Outcome);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("checkpoint")]
    [InlineData("tile/0/001")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/entries/000")]
    [InlineData("tile/entries/002.p/88")]
    [InlineData(Parts.FirstFacts)]
    [InlineData(BundleName.Streams)]
    public async Task A_missing_part_makes_it_incomplete(string name)
    {
        var verdict = (await TakenAsync()).Without(name).Verify();
        Assert.Equal(Outcome.Incomplete, verdict.Outcome);
        Assert.Contains(verdict.Findings, finding => finding.Sentence.StartsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_key_does_not_matter_to_who_has_pinned_it_but_is_said()
    {
        var verdict = Parts.Verify((await TakenAsync()).Without("key").Zip(), Key.Key);
        Assert.Equal((Outcome.Incomplete, (long)Size), (verdict.Outcome, verdict.Leaves));
    }

    [Fact]
    public async Task A_checkpoint_of_more_leaves_than_there_are_is_incomplete()
    {
        var parts = await TakenAsync();
        parts["checkpoint"] = Bytes(new SyntheticLog(700, Key).Checkpoint(700));
        Assert.Equal(Outcome.Incomplete, parts.Verify().Outcome);

        parts = await TakenAsync();
        parts["checkpoints/700"] = Bytes(new SyntheticLog(700, Key).Checkpoint(700));
        Assert.Equal(Outcome.Incomplete, parts.Verify().Outcome);
    }

    [Fact]
    public async Task A_part_that_does_not_belong_is_noticed()
    {
        await TamperedAsync(parts => Put(parts, "tile/0/003", "x"), "tile/0/003 does not belong to a log of 600 leaves", null);
        await TamperedAsync(parts => Put(parts, "facts/000000010000.ndjson", "x\n"), "facts/000000010000.ndjson does not belong", null);
        await TamperedAsync(parts => Put(parts, "more.txt", "x"), "more.txt does not belong into a bundle", null);
    }

    [Fact]
    public async Task Very_many_findings_are_cut_short()
    {
        var parts = await TakenAsync();
        parts[Parts.FirstFacts] = [];
        var verdict = parts.Verify();
        Assert.Equal((Outcome.Tampered, (long?)0), (verdict.Outcome, verdict.Findings[0].Index));
    }

    private static async Task TamperedAsync(Func<Parts, Parts> change, string says, long? index = -1)
    {
        var verdict = change(await TakenAsync()).Verify();
        Assert.Equal(Outcome.Tampered, verdict.Outcome);
        var finding = verdict.Findings.FirstOrDefault(finding => finding.Sentence.Contains(says, StringComparison.Ordinal));
        Assert.True(finding is not null, string.Join('\n', verdict.Findings));
        if (index is >= 0) Assert.Equal(index, verdict.Findings[0].Index);
    }

    private static SyntheticLog Rewritten(int index, Ed25519Key key)
    {
        var log = new SyntheticLog(Size, key);
        log.Replace(index, fact => fact with { Data = "{\"title\": \"As it never was\"}" });
        foreach (var size in Log.SignedBefore) log.SignedBefore.Add(size);
        return log;
    }

    private static Parts Flip(Parts parts, string name, int at)
    {
        var bytes = (byte[])parts[name].Clone();
        bytes[at] ^= 0x40;
        parts[name] = bytes;
        return parts;
    }

    private static Parts Put(Parts parts, string name, string text)
    {
        parts[name] = Bytes(text);
        return parts;
    }

    private static async Task<Parts> TakenAsync() => (await Untouched.Value).Copy();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
