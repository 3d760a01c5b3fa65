using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Audit.Replays;

/// <summary>How a replay stands.</summary>
public enum ReplayState { Running, Matched, Differs, Failed, Cancelled }

/// <summary>A check of the read models against the facts, as far as it has come.</summary>
/// <param name="UpTo">Everything recorded up to this position is checked.</param>
/// <param name="Next">The first stream that is not checked yet; null when all are.</param>
/// <param name="Worked">The time that was worked on it.</param>
/// <param name="Attempts">How often somebody has begun to work on it.</param>
/// <param name="Version">Grows with every step: whoever works on it has seen the last.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Totals">How many facts there were to check, by the highest marking of their stream.</param>
public sealed record Replay(
    Guid Id, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ReplayState State, long UpTo, long Total, long Processed, Guid? Next,
    TimeSpan Worked, int Attempts, long Version, string? Failure, Findings Findings, IReadOnlyDictionary<Marking, long> Totals)
{
    public Rendered For(Actor actor) => new(ReplayAnswer.Of(this, actor), Version);

    /// <summary>So many of some facts as belong to what an actor may know of: all of them, or the share of those in sight.</summary>
    public long Of(long facts, Actor actor)
    {
        var all = Totals.Values.Sum();
        return actor.Sees(Marking.Red) ? facts : all == 0 ? 0 : facts * Totals.Where(total => actor.Sees(total.Key)).Sum(total => total.Value) / all;
    }
}

/// <summary>A replay as an auditor may know it: what is marked above the clearance differs from nothing and is counted nowhere.</summary>
/// <param name="Rate">Facts a second.</param>
/// <param name="Differences">The first thousand of them.</param>
public sealed record ReplayAnswer(
    Guid Id, ReplayState State, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Processed, long Total, double Rate,
    long DifferenceCount, IReadOnlyList<Difference> Differences, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Failure)
{
    public static ReplayAnswer Of(Replay replay, Actor actor)
    {
        var count = replay.Findings.Counts.Where(found => actor.Sees(found.Key)).Sum(found => found.Value);
        var (processed, total) = (replay.Of(replay.Processed, actor), replay.Of(replay.Total, actor));
        return new(replay.Id, replay.State is ReplayState.Differs && count == 0 ? ReplayState.Matched : replay.State, replay.StartedBy, replay.StartedAt, replay.EndedAt,
            processed, total, replay.Worked == TimeSpan.Zero ? 0 : Math.Round(processed / replay.Worked.TotalSeconds, 1),
            count, [.. replay.Findings.Kept.Where(difference => actor.Sees(difference.Marking))],
            replay.Failure is null || actor.Sees(Marking.Red) ? replay.Failure : "It could not go on; ask an auditor who may see everything, who is told why.");
    }
}

/// <summary>Reads replays; one that was just started is answered as it was then, however far it is when the request is repeated.</summary>
public sealed class ReplayResource(KeptReplays replays) : IResource
{
    public const string Name = "replay";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct)
    {
        if (await replays.FindAsync(id, ct) is not { } replay) return null;
        if (horizon.Version is 1)
            replay = replay with { State = ReplayState.Running, EndedAt = null, Total = 0, Processed = 0, Worked = TimeSpan.Zero, Version = 1, Failure = null, Findings = new(), Totals = new Dictionary<Marking, long>() };
        return replay.For(actor);
    }
}
