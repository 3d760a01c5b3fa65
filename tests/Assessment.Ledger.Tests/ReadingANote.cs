using System.Text;
using CsCheck;
using Xunit;

namespace Assessment.Ledger.Tests;

public class ReadingANote
{
    private const string Text = "assessment.local/log\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n";

    private static readonly Ed25519Key Key = new("assessment.local/log", 1);
    private static readonly Ed25519Key Stranger = new("assessment.local/log", 2);
    private static readonly string Note = SignedNote.Sign(Text, Key).ToString();
    private static readonly string SignatureLine = Note[(Note.LastIndexOf("\n\n", StringComparison.Ordinal) + 2)..];

    [Fact]
    public void What_is_signed_is_read_again()
    {
        var note = Read(Note)!;
        Assert.Equal(Text, note.Text);
        Assert.Equal(Note, note.ToString());
        Assert.True(note.IsSignedBy(Key));
        Assert.False(note.IsSignedBy(Stranger));
        Assert.True(Checkpoint.TryOpen(Bytes(Note), "assessment.local/log", Key, out var checkpoint));
        Assert.Equal(new Checkpoint("assessment.local/log", 3, Published.Roots[3]), checkpoint);
        Assert.Equal(Text, checkpoint.ToText());
    }

    // The note and key that Go's package documents for its users, and the one in the C2SP document.
    [Fact]
    public void Published_notes_are_read()
    {
        const string Go = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        Assert.True(VerifierKey.TryParse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", out var key));
        Assert.Equal(0xc74f20a3u, key.Id);
        Assert.True(Read(Go)!.IsSignedBy(new GivenKey(key)));
        Assert.False(Read(Go.Replace("answer", "Answer", StringComparison.Ordinal))!.IsSignedBy(new GivenKey(key)));

        const string C2sp = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
        Assert.Equal("Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n", Read(C2sp)!.Text);
        Assert.Equal(0x367ba04bu, Read(C2sp)!.Signatures.Single().KeyId);
    }

    [Fact]
    public void Signatures_of_unknown_keys_are_ignored_even_under_a_known_name_or_a_known_id()
    {
        var sameName = new NoteSignature(Key.Key.Name, Key.Key.Id ^ 1, new byte[64]);
        var sameId = new NoteSignature("somebody.example", Key.Key.Id, new byte[64]);
        var witness = new NoteSignature("witness.example/w1", 7, new byte[72]);
        var large = new NoteSignature("quantum.example", 9, new byte[5_000]);
        Assert.All((NoteSignature[])[sameName, sameId, witness, large], other =>
        {
            Assert.True(Read($"{Text}\n{other}\n{SignatureLine}")!.IsSignedBy(Key));
            Assert.True(Read($"{Text}\n{SignatureLine}{other}\n")!.IsSignedBy(Key));
            Assert.False(Read($"{Text}\n{other}\n")!.IsSignedBy(Key));
        });
    }

    [Fact]
    public void Every_signature_of_a_known_key_has_to_verify()
    {
        var forged = new NoteSignature(Key.Key.Name, Key.Key.Id, new byte[64]);
        Assert.False(Read($"{Text}\n{forged}\n")!.IsSignedBy(Key));
        Assert.False(Read($"{Text}\n{SignatureLine}{forged}\n")!.IsSignedBy(Key));
        Assert.False(Read($"{Text}\n{forged}\n{SignatureLine}")!.IsSignedBy(Key));
        Assert.True(Read($"{Text}\n{SignatureLine}{SignatureLine}")!.IsSignedBy(Key));
        foreach (var length in (int[])[1, 63, 65, 128])
            Assert.False(Read($"{Text}\n{new NoteSignature(Key.Key.Name, Key.Key.Id, new byte[length])}\n")!.IsSignedBy(Key));
    }

    [Fact]
    public void Two_keys_may_sign_and_each_is_found()
    {
        var note = Read(SignedNote.Sign(Text, Key, Stranger).ToString())!;
        Assert.True(note.IsSignedBy(Key));
        Assert.True(note.IsSignedBy(Stranger));
    }

    [Fact]
    public void Up_to_a_hundred_signatures_are_read()
    {
        string Signed(int times) => $"{Text}\n{string.Concat(Enumerable.Range(0, times - 1).Select(i => $"{new NoteSignature($"w{i}", (uint)i, new byte[64])}\n"))}{SignatureLine}";
        Assert.True(Read(Signed(16))!.IsSignedBy(Key));
        Assert.True(Read(Signed(SignedNote.MaxSignatures))!.IsSignedBy(Key));
        Assert.Null(Read(Signed(SignedNote.MaxSignatures + 1)));
    }

    [Fact]
    public void Text_may_hold_empty_lines_and_even_what_looks_like_signatures()
    {
        foreach (var text in (string[])["a\n\nb\n", "\n", "\n\n\n", $"a\n\n{SignatureLine}", $"a\n\n{SignatureLine}\nb\n", "\u007f\u0085\u2028 \uFEFF𝄞\n"])
        {
            var note = Read(SignedNote.Sign(text, Key).ToString())!;
            Assert.Equal(text, note.Text);
            Assert.True(note.IsSignedBy(Key));
        }
    }

    public static TheoryData<string> Malformed =>
    [
        "", "\n", "\n\n", "\n\n\n", "text", "text\n", "text\n\n", Text, Text + "\n", Note[..^1], Note + "\n", Note + "more\n", Note + "more",
        Text + SignatureLine, // no blank line
        $"{Text}\n\n", $"{Text}\n \n{SignatureLine}",
        Note.Replace("\n", "\r\n", StringComparison.Ordinal), Note.Replace("\n\n", "\r\n\r\n", StringComparison.Ordinal), Note[..^1] + "\r\n",
        Note.Replace("3\n", "3\t\n", StringComparison.Ordinal), Note.Replace("3\n", "3\0\n", StringComparison.Ordinal), Note.Replace("3\n", "3\u001b\n", StringComparison.Ordinal),
        Note.Replace("— ", "- ", StringComparison.Ordinal), Note.Replace("— ", "– ", StringComparison.Ordinal), Note.Replace("— ", "—", StringComparison.Ordinal),
        Note.Replace("— ", "—  ", StringComparison.Ordinal), Note.Replace("— ", " — ", StringComparison.Ordinal), Note.Replace("— ", "—\u00a0", StringComparison.Ordinal),
        $"{Text}\n— {SignatureLine[(SignatureLine.LastIndexOf(' ') + 1)..]}", // no name
        $"{Text}\n—  {SignatureLine[(SignatureLine.LastIndexOf(' ') + 1)..]}", // an empty one
        $"{Text}\n— assessment.local/log\n", $"{Text}\n— assessment.local/log \n",
        SignatureLine.Replace("local", "lo+cal", StringComparison.Ordinal) is var plus ? $"{Text}\n{plus}" : "",
        $"{Text}\n{SignatureLine.Replace("local", "lo\u2003cal", StringComparison.Ordinal)}",
        $"{Text}\n{SignatureLine.Replace("local", "lo\u3000cal", StringComparison.Ordinal)}",
        $"{Text}\n{SignatureLine.Replace("local", "lo\u0085cal", StringComparison.Ordinal)}",
        $"{Text}\n{SignatureLine[..^1]} more\n", $"{Text}\n{SignatureLine[..^1]} \n",
        $"{Text}\n{SignatureLine.Replace("=", "", StringComparison.Ordinal)}", // padding
        $"{Text}\n{SignatureLine[..^1]}=\n", $"{Text}\n{SignatureLine[..^1]}====\n",
        $"{Text}\n— k AAAAAA==\n", // an id and no signature
        $"{Text}\n— k AAAA\n", $"{Text}\n— k AAA=\n", $"{Text}\n— k A\n", $"{Text}\n— k !!!!AAAA\n", $"{Text}\n— k AAAA-_==\n", $"{Text}\n— k AAAAAAAA AAAA\n",
        $"{Text}\n— k AAAAAAB=\n", // stray bits: it would be written AAAAAAA=
        $"{Text}\n{SignatureLine}\n{SignatureLine}x\n",
        $"{Text}\n{SignatureLine}junk\n{SignatureLine}",
        new string('a', SignedNote.MaxLength) + "\n\n" + SignatureLine,
    ];

    [Theory]
    [MemberData(nameof(Malformed), DisableDiscoveryEnumeration = true)]
    public void A_malformed_note_is_none(string note)
    {
        Assert.Null(Read(note));
        Assert.False(Checkpoint.TryOpen(Bytes(note), "assessment.local/log", Key, out _));
    }

    [Theory]
    [InlineData(0xff)]
    [InlineData(0xc0)]
    [InlineData(0x80)]
    [InlineData(0xed)]
    public void Bytes_that_are_no_UTF_8_are_no_note(byte wrong)
    {
        var note = Bytes(Note);
        for (var i = 0; i <= note.Length; i++) Assert.False(SignedNote.TryParse([.. note.AsSpan(0, i), wrong, (byte)'a', .. note.AsSpan(i)], out _));
        Assert.False(SignedNote.TryParse([0xed, 0xa0, 0x80, .. note], out _)); // a surrogate
        Assert.False(SignedNote.TryParse([0xf4, 0x90, 0x80, 0x80, .. note], out _)); // beyond U+10FFFF
    }

    [Fact]
    public void Every_truncation_and_every_flipped_bit_is_refused()
    {
        var note = Bytes(Note);
        for (var length = 0; length < note.Length; length++) Assert.False(Checkpoint.TryOpen(note.AsSpan(0, length), "assessment.local/log", Key, out _));
        for (var bit = 0; bit < note.Length * 8; bit++)
        {
            var flipped = (byte[])note.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Checkpoint.TryOpen(flipped, "assessment.local/log", Key, out _), $"bit {bit}");
        }
    }

    [Fact]
    public void Any_bytes_are_judged() => Gen.OneOf(
            Gen.Byte.Array[0, 300],
            Gen.Select(Gen.Int[0, Note.Length], Gen.Int[0, 40], Gen.Byte.Array[0, 40]).Select((at, cut, put) =>
                (byte[])[.. Bytes(Note).Take(at), .. put, .. Bytes(Note).Skip(at + cut)]))
        .Sample(bytes =>
        {
            var opened = Checkpoint.TryOpen(bytes, "assessment.local/log", Key, out _);
            return !opened || bytes.AsSpan().SequenceEqual(Bytes(Note));
        }, iter: 50_000);

    [Theory]
    [InlineData("no newline")]
    [InlineData("")]
    [InlineData("a\r\n")]
    [InlineData("a\tb\n")]
    public void What_cannot_stand_in_a_note_is_not_signed(string text) => Assert.Throws<ArgumentException>(() => SignedNote.Sign(text, Key));

    private static SignedNote? Read(string note) => SignedNote.TryParse(Bytes(note), out var read) ? read : null;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
