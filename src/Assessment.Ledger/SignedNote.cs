using System.Buffers.Binary;
using System.Text;

namespace Assessment.Ledger;

/// <summary>A signature line: who is said to have signed, and the bytes.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">Which key of that name.</param>
/// <param name="Signature">Without the id.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    internal const string Dash = "— ";

    /// <summary>The line, without its newline (C2SP signed-note, "Signatures").</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes.AsMemory(sizeof(uint)));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }

    internal static bool TryParse(string line, out NoteSignature signature)
    {
        signature = null!;
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [var name, var encoded]) return false;
        if (!VerifierKey.IsName(name) || !Text.TryBase64(encoded, out var bytes) || bytes.Length <= sizeof(uint)) return false;
        signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(sizeof(uint)));
        return true;
    }
}

/// <summary>Text with signatures under it (C2SP signed-note). Nothing in the text counts before a trusted key has verified it.</summary>
/// <param name="Text">Ends with a newline; the blank line after it is not part of it.</param>
/// <param name="Signatures">At least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Bytes of the longest note that is read.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>The most signatures that are read; verifiers must accept 16.</summary>
    public const int MaxSignatures = 100;

    /// <summary>Signs a text, which has to end with a newline and to hold no other control character.</summary>
    /// <exception cref="ArgumentException">The text cannot stand in a note.</exception>
    public static SignedNote Sign(string text, params IReadOnlyList<INoteSigner> signers)
    {
        if (!text.EndsWith('\n') || !IsClean(text)) throw new ArgumentException("The text of a note ends with a newline and holds no other control character.", nameof(text));
        var message = Encoding.UTF8.GetBytes(text);
        return new SignedNote(text, [.. signers.Select(signer => new NoteSignature(signer.Key.Name, signer.Key.Id, signer.Sign(message)))]);
    }

    /// <summary>Reads a note by the letter of C2SP signed-note, "Format"; base64 only as it would be written.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out SignedNote note)
    {
        note = null!;
        if (utf8.Length > MaxLength || !Ledger.Text.TryDecode(utf8, out var whole) || !IsClean(whole)) return false;
        var blank = whole.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !whole.EndsWith('\n')) return false;

        var lines = whole[(blank + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MaxSignatures) return false;
        var signatures = new List<NoteSignature>(lines.Length);
        foreach (var line in lines)
        {
            if (!NoteSignature.TryParse(line, out var signature)) return false;
            signatures.Add(signature);
        }

        note = new SignedNote(whole[..(blank + 1)], signatures);
        return true;
    }

    /// <summary>
    /// Whether the key has signed: at least one signature has its name and id, and every one that has verifies. Signatures of
    /// other keys are ignored, even under the same name or the same id (C2SP signed-note, "Signatures").
    /// </summary>
    public bool IsSignedBy(INoteVerifier verifier)
    {
        var message = Encoding.UTF8.GetBytes(Text);
        var own = Signatures.Where(signature => signature.Name == verifier.Key.Name && signature.KeyId == verifier.Key.Id).ToList();
        return own.Count > 0 && own.All(signature => verifier.Verify(message, signature.Signature.Span));
    }

    /// <summary>The note as it is passed on: text, blank line, signature lines.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(signature => $"{signature}\n"))}";

    private static bool IsClean(string text) => !text.Any(c => c < ' ' && c != '\n');
}
