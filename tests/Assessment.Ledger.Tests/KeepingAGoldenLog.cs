using System.Text;
using Xunit;

namespace Assessment.Ledger.Tests;

/// <summary>
/// Golden logs, in files beside these tests: what is written today has to be the same to the byte, for whoever verifies what
/// was written years ago. Verifiers that are not ours check them as well. With ASSESSMENT_WRITE_GOLDEN set they are written anew.
/// </summary>
public class KeepingAGoldenLog
{
    private static readonly Ed25519Key Key = new(SyntheticLog.Origin, 1);
    private static readonly Ed25519Key NextKey = new(SyntheticLog.Origin, 2);

    // While the key is changed the new one signs first, and then the old one.
    private static readonly Dictionary<string, SyntheticLog> Logs = new()
    {
        ["Golden"] = new(300, Key) { SignedBefore = { 0, 1, 2, 100, 255, 256, 257 } },
        ["GoldenOfTwoKeys"] = new(5, NextKey, Key) { SignedBefore = { 2 } },
    };

    public static TheoryData<string> Names => [.. Logs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_written_today_as_it_was(string name)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Assessment.Ledger.Tests", name);
        var written = await WrittenAsync(Logs[name]);
        if (Environment.GetEnvironmentVariable("ASSESSMENT_WRITE_GOLDEN") is not null) Write(folder, written);

        var kept = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
        Assert.Equal(written.Keys.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        Assert.All(written, part => Assert.True(part.Value.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, part.Key))), $"{part.Key} differs"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Its_proofs_hold(string name)
    {
        var leaves = Logs[name].Leaves();
        var proofs = (await WrittenAsync(Logs[name])).Where(part => part.Key.EndsWith(".tlog-proof", StringComparison.Ordinal)).ToList();
        Assert.True(proofs.Count > 4);
        Assert.All(proofs, part => Assert.True(TlogProof.TryParse(part.Value, out var proof) && proof.Verify(leaves[(int)proof.Index], SyntheticLog.Origin, Key)));
    }

    private static async Task<Dictionary<string, byte[]>> WrittenAsync(SyntheticLog log)
    {
        var parts = await Parts.OfAsync(log);
        var last = log.Facts.Count;
        var files = parts.Names.ToDictionary(name => name, name => parts[name]);

        var reference = new Reference([.. log.Leaves()]);
        foreach (var size in (long[])[.. log.SignedBefore.Where(size => size > 0), last])
        {
            foreach (var index in new[] { 0, size / 2, size - 1 }.Distinct())
                files[$"proofs/{index}-{size}.tlog-proof"] = Bytes(new TlogProof(index, Proofs.Inclusion(index, size, reference.NodeAt), log.Checkpoint(size)).ToString());
            var growth = Proofs.Consistency(size, last, reference.NodeAt);
            files[$"proofs/{size}-{last}.consistency"] = Bytes(string.Concat(
                ((string[])[$"{size} {Proofs.Root(size, reference.NodeAt)}", $"{last} {Proofs.Root(last, reference.NodeAt)}", .. growth.Select(hash => hash.ToString())]).Select(line => line + "\n")));
        }

        return files;
    }

    private static void Write(string folder, Dictionary<string, byte[]> parts)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        foreach (var (name, bytes) in parts)
        {
            var file = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
