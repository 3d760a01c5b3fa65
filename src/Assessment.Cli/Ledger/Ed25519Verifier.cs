using Assessment.Ledger;
using NSec.Cryptography;

namespace Assessment.Cli.Ledger;

/// <summary>Verifies Ed25519 signatures of one key; a key that is no point of the curve has signed nothing.</summary>
internal sealed class Ed25519Verifier(VerifierKey key) : INoteVerifier
{
    private readonly PublicKey? point = PublicKey.TryImport(SignatureAlgorithm.Ed25519, key.PublicKey, KeyBlobFormat.RawPublicKey, out var imported) ? imported : null;

    public VerifierKey Key => key;

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => point is not null && SignatureAlgorithm.Ed25519.Verify(point, message, signature);
}
