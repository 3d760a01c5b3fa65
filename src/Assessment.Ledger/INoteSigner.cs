namespace Assessment.Ledger;

/// <summary>Signs with a private key it keeps to itself: the algorithm comes in from outside, as the BCL has no Ed25519.</summary>
public interface INoteSigner
{
    /// <summary>What its signatures are verified with.</summary>
    VerifierKey Key { get; }

    /// <summary>An Ed25519 signature (RFC 8032 §5.1.6).</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}

/// <summary>Verifies signatures of one key.</summary>
public interface INoteVerifier
{
    /// <summary>The key it verifies with.</summary>
    VerifierKey Key { get; }

    /// <summary>Whether it is an Ed25519 signature of the message (RFC 8032 §5.1.7); false for bytes of any other length too.</summary>
    bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
