using NSec.Cryptography;

namespace Assessment.Ledger.Tests;

/// <summary>Verifies with the public half of a key alone.</summary>
internal sealed class GivenKey(VerifierKey key) : INoteVerifier
{
    public VerifierKey Key => key;

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, key.PublicKey, KeyBlobFormat.RawPublicKey, out var imported)
        && SignatureAlgorithm.Ed25519.Verify(imported!, message, signature);
}
