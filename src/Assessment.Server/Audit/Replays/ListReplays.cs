using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Wolverine.Http;

namespace Assessment.Server.Audit.Replays;

/// <summary>The replays there were, the latest first.</summary>
public sealed record ListReplays([property: Range(1, Paging.Most)] int Limit = Paging.Default, Cursor? Cursor = null);

/// <summary>A replay in a list: what it came to, without the differences one by one.</summary>
public sealed record ListedReplay(
    Guid Id, ReplayState State, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Processed, long Total, double Rate,
    long DifferenceCount, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Failure)
{
    public static ListedReplay Of(Replay replay, Actor actor)
    {
        var seen = ReplayAnswer.Of(replay, actor);
        return new(seen.Id, seen.State, seen.StartedBy, seen.StartedAt, seen.EndedAt, seen.Processed, seen.Total, seen.Rate, seen.DifferenceCount, seen.Failure);
    }
}

public static class ListReplaysEndpoint
{
    [WolverineGet("/api/v1/audit/replays"), Requires(Permission.Audit)]
    public static async Task<Page<ListedReplay>> Get(ListReplays query, KeptReplays replays, Actor actor, CancellationToken ct)
    {
        var page = Page<Replay>.Of(await replays.ListAsync(query.Cursor?.Position, query.Limit + 1, ct), query.Limit, replay => replay.StartedAt.UtcTicks);
        return page.Answered(replay => ListedReplay.Of(replay, actor));
    }
}
