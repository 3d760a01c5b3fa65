using System.Buffers.Text;

namespace Assessment.Ledger.Bundles;

/// <summary>The facts of a bundle, asked for by their index in ascending order. When very many are wrong, the rest is not read.</summary>
internal sealed class FactFiles(BundleReader bundle, Action<Finding> found) : IDisposable
{
    private static readonly byte[] Begin = "{\"index\":\""u8.ToArray();

    private string name = "";
    private LineReader? lines;
    private (long Index, byte[] Line)? next;
    private int wrong;

    /// <summary>The line of a leaf; without one, whether the file is whole, so that it should have been there.</summary>
    public (byte[]? Line, bool Known) Of(long index)
    {
        var wanted = BundleName.FactsOf(index);
        if (wanted != name) Open(wanted);
        for (; next is { } early && early.Index < index; Advance())
            Tampered(early.Index, $"{name} has a second fact for this leaf, or has it out of order");
        if (next?.Index != index) return (null, lines is not null);

        var line = next.Value.Line;
        Advance();
        return (line, true);
    }

    /// <summary>Looks whether anything is left that belongs to no leaf.</summary>
    public void Finish()
    {
        for (; next is { } left; Advance())
            Tampered(null, $"{name} has a fact for leaf {left.Index}, which is not in the log or belongs elsewhere.");
    }

    public void Dispose() => lines?.Dispose();

    private void Open(string wanted)
    {
        Finish();
        Close();
        name = wanted;
        if (wrong >= Verification.MaxFindings) return;
        try
        {
            lines = bundle.ReadLines(name);
            if (lines is null) found(new Finding(Outcome.Incomplete, null, $"{name} is missing."));
            else Advance();
        }
        catch (InvalidDataException damaged)
        {
            Lose(damaged);
        }
    }

    private void Advance()
    {
        next = null;
        try
        {
            while (next is null && lines?.TryRead(out var line) == true)
            {
                if (IndexOf(line) is { } index) next = (index, line.ToArray());
                else Tampered(null, $"{name} has a line that is no fact.");
            }
        }
        catch (InvalidDataException damaged)
        {
            Lose(damaged);
        }
    }

    private void Lose(InvalidDataException damaged)
    {
        found(new Finding(Outcome.Incomplete, null, damaged.Message));
        Close();
    }

    private void Tampered(long? index, string sentence)
    {
        found(new Finding(Outcome.Tampered, index, sentence));
        if (++wrong >= Verification.MaxFindings) Close();
    }

    private void Close()
    {
        Dispose();
        lines = null;
    }

    private static long? IndexOf(ReadOnlySpan<byte> line) =>
        line.StartsWith(Begin) && Utf8Parser.TryParse(line[Begin.Length..], out long index, out _) && index >= 0 ? index : null;
}
