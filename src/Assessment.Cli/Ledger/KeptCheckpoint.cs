using System.Text;
using Assessment.Ledger;

namespace Assessment.Cli.Ledger;

/// <summary>The last checkpoint that was seen, as the signed note it is, in a file; and the key, in one beside it.</summary>
internal sealed class KeptCheckpoint(string file)
{
    private string KeyFile => file + ".key";

    public string File => file;

    /// <summary>Where it is kept when nobody says where.</summary>
    public static string FileFor(Uri server) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "assess", "monitor", $"{server.Host.Replace(':', '_')}_{server.Port}.checkpoint");

    public async Task<byte[]?> ReadAsync(CancellationToken ct) => System.IO.File.Exists(file) ? await System.IO.File.ReadAllBytesAsync(file, ct) : null;

    public async Task<VerifierKey?> ReadKeyAsync(CancellationToken ct)
    {
        if (!System.IO.File.Exists(KeyFile)) return null;
        var line = (await System.IO.File.ReadAllTextAsync(KeyFile, ct)).Trim();
        return VerifierKey.TryParse(line, out var key) ? key : throw new IOException($"{KeyFile} holds no key.");
    }

    /// <summary>Replaces what is kept, all of it or nothing.</summary>
    public async Task WriteAsync(byte[] note, VerifierKey key, CancellationToken ct)
    {
        await ReplaceAsync(KeyFile, Encoding.UTF8.GetBytes($"{key}\n"), ct);
        await ReplaceAsync(file, note, ct);
    }

    /// <summary>Keeps a checkpoint that does not fit as evidence, beside the one it contradicts.</summary>
    public async Task<string> KeepContradictionAsync(byte[] note, CancellationToken ct)
    {
        var beside = $"{file}.contradiction";
        await ReplaceAsync(beside, note, ct);
        return beside;
    }

    private static async Task ReplaceAsync(string path, byte[] bytes, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var written = $"{path}.new";
        await using (var stream = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await stream.WriteAsync(bytes, ct);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(written, path, overwrite: true);
    }
}
