using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>What every change of a source has in common.</summary>
public static class SourceChange
{
    private const int LockOfMergers = 726_105;

    /// <summary>404 for who may not see it, 412 when somebody was faster. Null when the work may go on.</summary>
    public static ProblemDetails? Refuse(SourceState? source, Actor actor, IfMatch ifMatch)
    {
        if (source is null || !actor.Sees(source.Marking)) return Refusal.NotFound(SourceResource.Name);
        var stale = ifMatch.Against(source.Version);
        return ReferenceEquals(stale, WolverineContinue.NoProblems) ? null : stale;
    }

    /// <summary>A source with another and all that they are merged into, while nobody else merges anything: no circle can close behind this one's back.</summary>
    public static async Task<(SourceState?, CitedEvidence)> LoadAloneAsync(IDocumentSession session, Guid id, Guid other, CancellationToken ct)
    {
        await Alike.LockAsync(session, LockOfMergers, 0, ct);
        return await LoadAsync(session, [id, other], ct);
    }

    /// <summary>The first of some sources, with all that they are merged into.</summary>
    public static async Task<(SourceState?, CitedEvidence)> LoadAsync(IQuerySession session, Guid[] ids, CancellationToken ct)
    {
        var known = await CitedEvidence.LoadAsync(session, [], ids, null, ct);
        return (known.Sources.GetValueOrDefault(ids[0]), known);
    }

    /// <summary>The answer and the events, with word to whatever rests on the source; no word when nothing changed, or nothing of that kind.</summary>
    public static (Written, Append) Of(SourceState source, Marking marking, bool moves, params IReadOnlyList<object> events)
    {
        var (written, append) = Write.Changed<SourceState>(SourceResource.Name, source.Id, source.Version, events, null, Codes.Of(marking));
        return (written, append with { SetsInMotion = moves && events.Count > 0 ? [new EvidenceMoved(source.Id, written.Version)] : [] });
    }
}
