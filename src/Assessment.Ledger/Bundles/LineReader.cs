namespace Assessment.Ledger.Bundles;

/// <summary>Reads lines one at a time, in the memory of the longest.</summary>
public sealed class LineReader(string name, Stream stream) : IDisposable
{
    /// <summary>Bytes of the longest line that is read.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;

    /// <summary>The next line without its newline, valid until the next call; false after the last one.</summary>
    /// <exception cref="InvalidDataException">The part is damaged, a line is too long, or the last one has no newline.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        for (var seen = 0; ;)
        {
            var newline = buffer.AsSpan(start + seen, end - start - seen).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = buffer.AsSpan(start, seen + newline);
                start += seen + newline + 1;
                return true;
            }

            seen = end - start;
            if (More()) continue;
            line = default;
            return seen == 0 ? false : throw new InvalidDataException($"{name} cannot be read: its last line is cut off.");
        }
    }

    public void Dispose() => stream.Dispose();

    private bool More()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (end >= LongestLine) throw new InvalidDataException($"{name} cannot be read: a line has more than {Text.Of(LongestLine)} bytes.");
            Array.Resize(ref buffer, end * 2);
        }

        var read = BundleReader.Guarded(name, () => stream.Read(buffer, end, buffer.Length - end));
        end += read;
        return read > 0;
    }
}
