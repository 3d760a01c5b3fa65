using System.Text;
using Xunit;

namespace Assessment.Ledger.Tests;

/// <summary>
/// The golden log, in files beside these tests: what is written today has to be the same to the byte, for whoever verifies what
/// was written years ago. Verifiers that are not ours check it as well. With ASSESSMENT_WRITE_GOLDEN set it is written anew.
/// </summary>
public class KeepingAGoldenLog
{
    private const int Size = 300;

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Assessment.Ledger.Tests", "Golden");

    [Fact]
    public async Task It_is_written_today_as_it_was()
    {
        var written = await WrittenAsync();
        if (Environment.GetEnvironmentVariable("ASSESSMENT_WRITE_GOLDEN") is not null) Write(written);

        var kept = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'));
        Assert.Equal(written.Keys.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        Assert.All(written, part => Assert.True(part.Value.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder, part.Key))), $"{part.Key} differs"));
    }

    [Fact]
    public async Task Its_proofs_hold()
    {
        using var key = new Ed25519Key(SyntheticLog.Origin, 1);
        var leaves = new SyntheticLog(Size, key).Leaves();
        var proofs = (await WrittenAsync()).Where(part => part.Key.EndsWith(".tlog-proof", StringComparison.Ordinal)).ToList();
        Assert.True(proofs.Count > 10);
        Assert.All(proofs, part => Assert.True(TlogProof.TryParse(part.Value, out var proof) && proof.Verify(leaves[(int)proof.Index], SyntheticLog.Origin, key)));
    }

    private static async Task<Dictionary<string, byte[]>> WrittenAsync()
    {
        using var key = new Ed25519Key(SyntheticLog.Origin, 1);
        long[] before = [0, 1, 2, 100, 255, 256, 257];
        var log = new SyntheticLog(Size, key);
        log.SignedBefore.AddRange(before);
        var parts = await Parts.OfAsync(log);
        var files = parts.Names.ToDictionary(name => name, name => parts[name]);

        var reference = new Reference([.. log.Leaves()]);
        foreach (var size in (long[])[.. before.Where(size => size > 0), Size])
        {
            foreach (var index in new[] { 0, size / 2, size - 1 }.Distinct())
                files[$"proofs/{index}-{size}.tlog-proof"] = Bytes(new TlogProof(index, Proofs.Inclusion(index, size, reference.NodeAt), log.Checkpoint(size)).ToString());
            var growth = Proofs.Consistency(size, Size, reference.NodeAt);
            files[$"proofs/{size}-{Size}.consistency"] = Bytes(string.Concat(
                ((string[])[$"{size} {Proofs.Root(size, reference.NodeAt)}", $"{Size} {Proofs.Root(Size, reference.NodeAt)}", .. growth.Select(hash => hash.ToString())]).Select(line => line + "\n")));
        }

        return files;
    }

    private static void Write(Dictionary<string, byte[]> parts)
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        foreach (var (name, bytes) in parts)
        {
            var file = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
