using Assessment.Server.Storage;

namespace Assessment.Server.Evidence;

/// <summary>
/// Word that a claim was withdrawn, regraded or traced, or a source regraded: one fact, named by its stream and version. Goes
/// out in the transaction of that fact, so that none is without the other.
/// </summary>
public sealed record EvidenceMoved(Guid Stream, long Version) : IReaction
{
    public string Step() => $"moved {Stream} {Version}";
}
