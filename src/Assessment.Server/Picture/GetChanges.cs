using System.ComponentModel.DataAnnotations;
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
public sealed record ChangesAnswer(string Partnership, MomentAnswer From, MomentAnswer To, IReadOnlyList<DimensionChange> Dimensions);

/// <summary>A moment as it was settled.</summary>
public sealed record MomentAnswer(long Position, DateTimeOffset AsOf);

/// <summary>One dimension before and after, with the facts that lie between.</summary>
public sealed record DimensionChange(string Dimension, Perspective? Perspective, DimensionAnswer? Before, DimensionAnswer? After, IReadOnlyList<ChangeCause> Facts);

/// <summary>A fact that changed a dimension.</summary>
public sealed record ChangeCause(long Position, string Type, Guid Assessment, string? Actor, DateTimeOffset RecordedAt);

public static class GetChangesEndpoint
{
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
        var partnership = await PartnershipState.LoadAsync(session, id, Horizon.OfPosition(between.To.Position), ct);
        if (partnership is null || !actor.Sees(partnership.Marking)) return new Problem(Refusal.NotFound(PartnershipResource.Name));

        var before = await AtAsync(partnership, between.From, standings, actor, ct);
        var after = await AtAsync(partnership, between.To, standings, actor, ct);
        var changes = new List<DimensionChange>();
        foreach (var (was, now) in before.Zip(after).Where(pair => !Compares.Equal(pair.First, pair.Second)))
        {
            var spans = await standings.HistoryAsync(id, now.Dimension, now.Perspective, between.From.Position, between.To.Position, ct);
            var positions = spans.Where(span => actor.Sees(span.Standing.Marking)).SelectMany(span => (long[])[span.From, span.Until])
                .Where(position => position > between.From.Position && position <= between.To.Position).Distinct().Order().ToArray();
            var causes = await facts.FindAsync(positions, ct);
            changes.Add(new(now.Dimension, now.Perspective, was, now, [.. positions.Where(causes.ContainsKey).Select(position => Of(position, causes[position]))]));
        }

        return Results.Json(new ChangesAnswer(id, Of(between.From), Of(between.To), changes), StrictJson.Options);
    }

    private static async Task<IReadOnlyList<DimensionAnswer>> AtAsync(
        PartnershipState partnership, Settled moment, StandingsReader standings, Actor actor, CancellationToken ct)
    {
        var held = await standings.ReadAsync(partnership.Id, moment.Position, moment.Time - Picturing.TrendWindow, ct);
        return Picturing.Of(new Asking(partnership, actor.Clearance, moment.Time), held.Now, held.Before, held.Dissents);
    }

    private static MomentAnswer Of(Settled moment) => new(moment.Position, moment.Time);

    private static ChangeCause Of(long position, StepCause cause) => new(position, cause.Type, cause.Assessment, cause.Actor, cause.RecordedAt);
}

/// <summary>Whether two pictures of a dimension show the same; trend and staleness move with the clock alone and do not count.</summary>
public static class Compares
{
    public static bool Equal(DimensionAnswer one, DimensionAnswer other) => Written(one) == Written(other);

    private static string Written(DimensionAnswer answer) =>
        System.Text.Json.JsonSerializer.Serialize(answer with { Trend = null, Stale = false }, StrictJson.Options);
}
