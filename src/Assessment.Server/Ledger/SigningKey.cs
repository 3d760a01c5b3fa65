using System.Globalization;
using Assessment.Ledger;
using NSec.Cryptography;

namespace Assessment.Server.Ledger;

/// <summary>
/// An Ed25519 key that signs checkpoints, kept as the line that the tools of Go's signed notes write:
/// <c>PRIVATE+KEY+name+id+base64(0x01 ‖ seed)</c>.
/// </summary>
public sealed class SigningKey : INoteSigner, IDisposable
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly Key _key;

    private SigningKey(string name, Key key)
    {
        _key = key;
        Key = VerifierKey.Of(name, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    public VerifierKey Key { get; }

    /// <summary>A fresh key, as the line to be kept secret.</summary>
    public static string NewLine(string name)
    {
        using var key = NSec.Cryptography.Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        using var signer = new SigningKey(name, key);
        var secret = Convert.ToBase64String([VerifierKey.Ed25519, .. key.Export(KeyBlobFormat.RawPrivateKey)]);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{name}+{signer.Key.Id:x8}+{secret}");
    }

    /// <summary>Reads such a line; null when it is none, or of another name.</summary>
    public static SigningKey? Parse(string line, string name)
    {
        if (!line.StartsWith(Prefix, StringComparison.Ordinal) || line[Prefix.Length..].Split('+', 3) is not [var named, _, var encoded] || named != name) return null;
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length) || length != 33 || bytes[0] != VerifierKey.Ed25519) return null;
        var key = new SigningKey(name, NSec.Cryptography.Key.Import(SignatureAlgorithm.Ed25519, bytes.AsSpan(1, 32), KeyBlobFormat.RawPrivateKey));
        return line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{name}+{key.Key.Id:x8}+"), StringComparison.Ordinal) ? key : null;
    }

    /// <summary>
    /// The keys that sign, the current one first. A second one is that of before a rotation: while both sign, verifiers change over.
    /// </summary>
    /// <exception cref="LedgerStoppedException">There is no usable key.</exception>
    public static IReadOnlyList<SigningKey> Open(LedgerSettings settings)
    {
        var text = settings.Key ?? (settings.MakesKey ? OwnerOnlyFile.ReadOrMake(settings.KeyFile, () => NewLine(settings.Origin) + "\n") : File.ReadAllText(settings.KeyFile));
        var lines = text.Split(['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries);
        SigningKey[] keys = [.. lines.Select(line => Parse(line, settings.Origin)).OfType<SigningKey>()];
        return lines.Length > 0 && keys.Length == lines.Length
            ? keys
            : throw new LedgerStoppedException($"The signing key is none for {settings.Origin}: it is a line that the ledger-key command writes, and names the log's origin.");
    }

    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(_key, message);

    public void Dispose() => _key.Dispose();
}
