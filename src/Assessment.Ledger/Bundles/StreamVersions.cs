namespace Assessment.Ledger.Bundles;

/// <summary>
/// Whether each stream has versions 1, 2, 3 … once each: a fact that is missing leaves a hole there, although positions have gaps
/// by nature. A transaction that commits late may bring an earlier version later.
/// </summary>
internal sealed class StreamVersions
{
    private readonly Dictionary<Guid, (long Last, long Index)> dense = [];
    private readonly Dictionary<Guid, SortedDictionary<long, long>> early = [];

    /// <summary>Takes the leaf at an index; gives what is wrong with it.</summary>
    public string? Take(Guid stream, long version, long index)
    {
        var (last, _) = dense.GetValueOrDefault(stream);
        var ahead = early.GetValueOrDefault(stream);
        if (version <= last || ahead?.ContainsKey(version) == true) return $"stream {stream} has its version {version} a second time";

        if (version > last + 1)
        {
            if (ahead is null) early[stream] = ahead = [];
            ahead[version] = index;
            return null;
        }

        dense[stream] = (version, index);
        while (ahead?.Remove(dense[stream].Last + 1, out var next) == true) dense[stream] = (dense[stream].Last + 1, next);
        if (ahead?.Count == 0) early.Remove(stream);
        return null;
    }

    /// <summary>The first leaf behind each hole, in the order of the log.</summary>
    public IEnumerable<(long Index, string Sentence)> Holes() => early.Select(stream => (Stream: stream.Key, First: stream.Value.First())).OrderBy(hole => hole.First.Value).Select(hole =>
        (hole.First.Value, $"stream {hole.Stream} has no version {dense.GetValueOrDefault(hole.Stream).Last + 1} before its version {hole.First.Key}"));

    /// <summary>Compares with a stream as the fact table has it, and forgets it.</summary>
    public (long? Index, string Sentence)? Compare(Guid stream, long inTable)
    {
        if (!dense.Remove(stream, out var log))
            return early.ContainsKey(stream) ? null : (null, $"stream {stream} is in the fact table with {inTable} versions, and not in the log");
        if (early.ContainsKey(stream) || log.Last == inTable) return null;
        return (log.Last > inTable ? log.Index : null, $"stream {stream} has {log.Last} versions in the log and {inTable} in the fact table");
    }

    /// <summary>Streams that nothing was compared with, in the order of the log.</summary>
    public IEnumerable<(long Index, string Sentence)> Rest() => dense.OrderBy(stream => stream.Value.Index)
        .Select(stream => (stream.Value.Index, $"stream {stream.Key} has {stream.Value.Last} versions in the log and none in the fact table"));
}
