using System.IO.Compression;
using System.Text;
using Assessment.Ledger.Bundles;
using Xunit;

namespace Assessment.Ledger.Tests;

/// <summary><c>assess verify</c> as a process: exit codes and what it says.</summary>
public sealed class AskingTheCommandLine : IDisposable
{
    private static readonly Ed25519Key Key = new(SyntheticLog.Origin, 1);
    private static readonly SyntheticLog Log = new(300, Key) { SignedBefore = { 100 } };

    private readonly string folder = Directory.CreateTempSubdirectory("assess-").FullName;

    [Fact]
    public async Task A_bundle_that_holds_is_verified()
    {
        var (code, said) = await AssessAsync("verify", await BundleAsync());
        Assert.Equal(0, code);
        Assert.EndsWith("VERIFIED\n", said, StringComparison.Ordinal);
        Assert.Contains("the one it brings itself. That proves only that it agrees with itself", said, StringComparison.Ordinal);
        Assert.Contains("1 earlier checkpoints", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_pinned_by_a_line_or_a_file()
    {
        var bundle = await BundleAsync();
        var (code, said) = await AssessAsync("verify", bundle, "--key", Key.Key.ToString());
        Assert.Equal(0, code);
        Assert.Contains("as given.", said, StringComparison.Ordinal);

        var file = Path.Combine(folder, "key");
        await File.WriteAllTextAsync(file, $"{Key.Key}\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await AssessAsync("verify", bundle, "--key", file)).Code);
        using var other = new Ed25519Key(SyntheticLog.Origin, 2);
        Assert.Equal(1, (await AssessAsync("verify", bundle, "--key", other.Key.ToString())).Code);
        Assert.Equal(64, (await AssessAsync("verify", bundle, "--key", "no key")).Code);
    }

    [Fact]
    public async Task The_first_bad_leaf_is_named_and_nothing_from_outside_reaches_the_terminal_raw()
    {
        var (code, said) = await AssessAsync("verify", await BundleAsync(parts => parts.Fact(17, fact => fact with { Actor = "\u001b[2Jmallory" })));
        Assert.Equal(1, code);
        Assert.Contains("Leaf 17: the fact at position 26", said, StringComparison.Ordinal);
        Assert.Contains("\\u001b[2Jmallory", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", said, StringComparison.Ordinal);
        Assert.EndsWith("TAMPERED WITH, from leaf 17 on\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redacted_bundle_is_verified_and_names_the_case()
    {
        var log = new SyntheticLog(20, Key);
        var stream = Guid.NewGuid();
        log.Add(stream, "redaction-proposed", $$"""{"redaction": "{{stream}}", "position": {{SyntheticLog.Position(7)}}, "case": "case-7", "reason": "a name"}""", "aud");
        log.Add(stream, "redaction-approved", $$"""{"redaction": "{{stream}}", "position": {{SyntheticLog.Position(7)}}, "case": "case-7"}""", "lea");
        var parts = (await Parts.OfAsync(log)).Fact(7, fact => fact with { Salt = null, Data = null, Redacted = "case-7" });
        var (code, said) = await AssessAsync("verify", Write(parts.Zip()));
        Assert.Equal(3, code);
        Assert.Contains("Redacted: position 11 (leaf 7) in case case-7, proposed by aud, approved by lea.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_cut_off_or_missing_is_incomplete()
    {
        var bundle = await File.ReadAllBytesAsync(await BundleAsync(), TestContext.Current.CancellationToken);
        foreach (var length in (int[])[0, 1, 100, bundle.Length / 2, bundle.Length - 1])
        {
            var (code, said) = await AssessAsync("verify", Write(new MemoryStream(bundle[..length])));
            Assert.Equal(2, code);
            Assert.StartsWith("The bundle cannot be read", said, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await AssessAsync("verify", await BundleAsync(parts => parts.Without("streams.ndjson")))).Code);
        Assert.Equal(2, (await AssessAsync("verify", folder)).Code);
    }

    [Fact]
    public async Task A_kept_checkpoint_has_to_be_a_beginning()
    {
        var bundle = await BundleAsync();
        Assert.Equal(0, (await AssessAsync("verify", bundle, "--checkpoint", Write(Log.Checkpoint(200)), "--checkpoint", Write(Log.Checkpoint(0)))).Code);
        var other = new SyntheticLog(300, Key);
        other.Replace(3, fact => fact with { Actor = "mallory" });
        Assert.Equal(1, (await AssessAsync("verify", bundle, "--checkpoint", Write(other.Checkpoint(200)))).Code);
        Assert.Equal(2, (await AssessAsync("verify", bundle, "--checkpoint", Write(new SyntheticLog(301, Key).Checkpoint(301)))).Code);
    }

    [Fact]
    public async Task Wrong_usage_is_told_apart()
    {
        var bundle = await BundleAsync();
        Assert.All(
            await Task.WhenAll(
                AssessAsync("verify"), AssessAsync("verify", bundle, "--live", "http://127.0.0.1:1"), AssessAsync("verify", bundle, "more"), AssessAsync("verify", "--live", "ftp://here"),
                AssessAsync("verify", bundle, "--checkpoint", bundle + "-no"), AssessAsync("monitor"), AssessAsync("monitor", "http://127.0.0.1:1", "--interval", "0")),
            asked => Assert.Equal(64, asked.Code));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_no_proof_of_anything()
    {
        Assert.Equal(2, (await AssessAsync("verify", "--live", "http://127.0.0.1:1")).Code);
        Assert.Equal(2, (await AssessAsync("monitor", "http://127.0.0.1:1", "--once", "--state", Path.Combine(folder, "state"))).Code);
    }

    // 1 would say that somebody has tampered.
    [Fact]
    public async Task What_nobody_expected_is_one_sentence_and_no_proof_of_anything()
    {
        Assert.Equal(2, (await AssessAsync("verify", "--live", "http://127.0.0.1:1", "--token", "one\nother")).Code);
        Assert.Equal(2, (await AssessAsync("monitor", "http://127.0.0.1:1", "--once", "--token", "one\nother", "--state", Path.Combine(folder, "state"))).Code);
        Assert.Equal(2, (await AssessAsync("verify", "")).Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string> BundleAsync(Func<Parts, Parts>? change = null)
    {
        var parts = await Parts.OfAsync(Log);
        return Write((change?.Invoke(parts) ?? parts).Zip(CompressionLevel.Fastest));
    }

    private string Write(MemoryStream bytes) => WriteBytes(bytes.ToArray());

    private string Write(string text) => WriteBytes(Encoding.UTF8.GetBytes(text));

    private string WriteBytes(byte[] bytes)
    {
        var file = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static Task<(int Code, string Said)> AssessAsync(params string[] arguments) => Assess.RunAsync(arguments);
}
