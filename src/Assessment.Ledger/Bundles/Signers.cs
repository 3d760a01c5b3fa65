using System.Text;

namespace Assessment.Ledger.Bundles;

/// <summary>The keys that a log may have signed with: the one that counts, then those from before it was changed.</summary>
internal sealed class Signers
{
    private const int MaxLength = 16 * 1024;

    private readonly List<INoteVerifier> verifiers;

    private Signers(IEnumerable<INoteVerifier> verifiers) => this.verifiers = [.. verifiers];

    /// <summary>The key that has to have signed the latest checkpoint.</summary>
    public INoteVerifier Current => verifiers[0];

    /// <summary>Takes the pinned key, or else the bundle's own; null when there is none.</summary>
    public static Signers? Read(BundleReader bundle, Trust trust, Action<Finding> found)
    {
        var keys = new List<VerifierKey>();
        if (bundle.Read(BundleName.Key, MaxLength) is not { } bytes) found(new Finding(Outcome.Incomplete, null, "key is missing."));
        else if (!TryParse(bytes, keys)) found(new Finding(Outcome.Tampered, null, "key has a line that is no key."));

        if (trust.Pinned is { } pinned)
        {
            if (keys.Count > 0 && !keys.Remove(pinned)) found(new Finding(Outcome.Tampered, null, $"The bundle names other keys than the one it should be signed with, {pinned}."));
            keys.Insert(0, pinned);
        }

        return keys.Count > 0 ? new Signers(keys.Select(trust.Algorithm)) : null;
    }

    /// <summary>The checkpoint in a note that one of the keys has signed; null for anything else.</summary>
    public Checkpoint? Open(byte[] note) =>
        SignedNote.TryParse(note, out var signed) && verifiers.Any(signed.IsSignedBy) && Checkpoint.TryParse(signed.Text, out var checkpoint) ? checkpoint : null;

    private static bool TryParse(byte[] bytes, List<VerifierKey> keys)
    {
        foreach (var line in Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n'))
        {
            if (keys.Count == BundleName.MaxKeys || !VerifierKey.TryParse(line, out var key)) return false;
            keys.Add(key);
        }

        return true;
    }
}
