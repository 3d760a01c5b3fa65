using NSec.Cryptography;

namespace Assessment.Ledger.Tests;

/// <summary>A key pair that signs and verifies notes; tests take it from a fixed seed, as nothing real hangs on it.</summary>
internal sealed class Ed25519Key : INoteSigner, INoteVerifier, IDisposable
{
    private readonly Key key;

    public Ed25519Key(string name, byte seed)
    {
        key = NSec.Cryptography.Key.Import(SignatureAlgorithm.Ed25519, [.. Enumerable.Repeat(seed, 32)], KeyBlobFormat.RawPrivateKey);
        Key = VerifierKey.Of(name, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    public VerifierKey Key { get; }

    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(key, message);

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => SignatureAlgorithm.Ed25519.Verify(key.PublicKey, message, signature);

    public void Dispose() => key.Dispose();
}
