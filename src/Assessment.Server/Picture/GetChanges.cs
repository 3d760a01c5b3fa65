using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Picture;

/// <summary>What changed in a picture between two moments, and through which facts.</summary>
public sealed record GetChanges([property: Required] Moment? From = null, [property: Required] Moment? To = null);

/// <summary>The two moments, settled.</summary>
public sealed record Between(Settled From, Settled To);

/// <summary>A picture's changes, dimension by dimension; those that did not change are left out.</summary>
public sealed record ChangesAnswer(string Partnership, MomentAnswer From, MomentAnswer To, IReadOnlyList<DimensionChange> Dimensions)
{
    /// <summary>When the first event of the partnership was recorded, if both moments lie before it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RecordedSince { get; init; }
}

/// <summary>A moment as it was settled.</summary>
public sealed record MomentAnswer(long Position, DateTimeOffset AsOf);

/// <summary>One dimension before and after, with the facts that lie between; of very many the last, and how many came earlier.</summary>
public sealed record DimensionChange(
    string Dimension, Perspective? Perspective, DimensionAnswer? Before, DimensionAnswer? After, IReadOnlyList<ChangeCause> Facts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Earlier);

/// <summary>A fact that changed a dimension; of evidence that moved, what happened to it.</summary>
public sealed record ChangeCause(
    long Position, string Type, Guid Assessment, string? Actor, DateTimeOffset RecordedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Change);

public static class GetChangesEndpoint
{
    /// <summary>The most facts that are named for one dimension.</summary>
    public const int MostFacts = 200;

    public static async Task<(Between?, ProblemDetails)> LoadAsync(GetChanges query, Moments moments, CancellationToken ct)
    {
        var (from, refusal) = await moments.SettleAsync(query.From, ct);
        if (from is null) return (null, refusal);
        (var to, refusal) = await moments.SettleAsync(query.To, ct);
        if (to is null) return (null, refusal);
        return from.Position > to.Position
            ? (null, Refusal.Unprocessable("dates-out-of-order", "from lies after to; turn them round."))
            : (new Between(from, to), WolverineContinue.NoProblems);
    }

    [WolverineGet("/api/v1/partnerships/{id}/changes"), Requires(Permission.Read), Follows]
    public static async Task<IResult> Get(
        string id, GetChanges query, Between between, IQuerySession session, StandingsReader standings, CausingFacts facts, Actor actor, CancellationToken ct)
    {
        if (await PartnershipState.ReadAsync(session, id, Horizon.OfPosition(between.To.Position), actor, ct) is not { } partnership)
            return await Beginning.FindAsync(session, id, actor, ct) is { } beginning
                ? Results.Json(new ChangesAnswer(id, Of(between.From), Of(between.To), []) { RecordedSince = beginning.RecordedAt }, StrictJson.Options)
                : new Problem(Refusal.NotFound(PartnershipResource.Name));

        var before = await AtAsync(partnership, between.From, standings, actor, ct);
        var after = await AtAsync(partnership, between.To, standings, actor, ct);
        var turns = await standings.TurnsAsync(id, between.From.Position, between.To.Position, actor.Clearance, ct);
        var changed = before.Zip(after).Where(pair => !Compares.Equal(pair.First, pair.Second))
            .Select(pair => (Was: pair.First, Is: pair.Second, Positions: Positions(turns, pair.First, pair.Second))).ToArray();
        var causes = await facts.FindAsync([.. changed.SelectMany(change => change.Positions).Distinct()], ct);
        foreach (var marking in turns.Select(turn => turn.Marking).Concat(before.Concat(after).Select(dimension => dimension.HighestMarking))) Reading.Shows(marking);
        return Results.Json(new ChangesAnswer(id, Of(between.From), Of(between.To), [.. changed.Select(change => Of(change.Was, change.Is, change.Positions, causes, actor))]), StrictJson.Options);
    }

    /// <summary>Where something of the question turned; or of the one from the other side, when asymmetry has changed through it.</summary>
    private static long[] Positions(IEnumerable<Turn> turns, DimensionAnswer was, DimensionAnswer now)
    {
        var mirrored = was.Asymmetry == now.Asymmetry ? null : now.Perspective?.Turned();
        return [.. turns.Where(turn => turn.Dimension == now.Dimension && (turn.Perspective == now.Perspective || (mirrored is not null && turn.Perspective == mirrored))).Select(turn => turn.Position).Distinct()];
    }

    private static DimensionChange Of(DimensionAnswer was, DimensionAnswer now, long[] positions, IReadOnlyDictionary<long, CausingFact> causes, Actor actor)
    {
        var named = positions.Where(position => causes.TryGetValue(position, out var fact) && actor.Sees(fact.Marking))
            .Select(position => new ChangeCause(position, causes[position].Type, causes[position].Assessment, causes[position].Actor, causes[position].RecordedAt, causes[position].Change)).ToArray();
        return new(now.Dimension, now.Perspective, was, now, [.. named.TakeLast(MostFacts)], named.Length > MostFacts ? named.Length - MostFacts : null);
    }

    private static async Task<IReadOnlyList<DimensionAnswer>> AtAsync(
        PartnershipState partnership, Settled moment, StandingsReader standings, Actor actor, CancellationToken ct)
    {
        var held = await standings.ReadAsync(partnership.Id, moment.Position, Picturing.TrendFrom(moment.Time), validAt: null, ct);
        return Picturing.Of(new Asking(partnership, actor.Clearance, moment.Time), held.Now, held.Before, held.Dissents);
    }

    private static MomentAnswer Of(Settled moment) => new(moment.Position, moment.Time);
}

/// <summary>Whether two pictures of a dimension show the same; trend and staleness move with the clock alone and do not count.</summary>
public static class Compares
{
    public static bool Equal(DimensionAnswer one, DimensionAnswer other) => Written(one) == Written(other);

    private static string Written(DimensionAnswer answer) =>
        System.Text.Json.JsonSerializer.Serialize(answer with { Trend = null, Stale = false }, StrictJson.Options);
}
