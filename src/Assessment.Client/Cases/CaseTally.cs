namespace Assessment.Client.Cases;

/// <summary>Counts what a load came to and tells of it, one part at a time.</summary>
internal sealed class CaseTally(int total, IProgress<CaseProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly List<string> _skipped = [];
    private int _done;
    private int _written;
    private int _alreadyThere;

    public CaseReport Report => new(_written, _alreadyThere, [.. _skipped]);

    /// <summary>A part is behind: written, found, or (null) skipped.</summary>
    public void Count(Effect? effect)
    {
        lock (_lock)
        {
            _done++;
            if (effect is Effect.Written) _written++;
            if (effect is Effect.AlreadyThere) _alreadyThere++;
            progress?.Report(new CaseProgress(_done, total, null));
        }
    }

    public void Tell(string line)
    {
        lock (_lock) progress?.Report(new CaseProgress(_done, total, line));
    }

    public void TellSkipped(string line)
    {
        lock (_lock) _skipped.Add(line);
        Tell(line);
    }
}
