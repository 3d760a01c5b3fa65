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

/// <summary>How a dimension came to stand where it stands, step by step; <c>from</c> and <c>to</c> count in, and are days on the axis of dates.</summary>
public sealed record GetTimeline(
    [property: Required] string? Dimension = null,
    Perspective? Perspective = null,
    DayOrTime? From = null,
    DayOrTime? To = null,
    TimelineOrder By = TimelineOrder.Recorded) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (By is not TimelineOrder.Recorded) yield break;
        foreach (var (name, bound) in ((string, DayOrTime?)[])[(nameof(From), From), (nameof(To), To)])
        {
            if (bound is { Day: not null }) yield return new ValidationResult("What was recorded is asked for by times as 2025-06-07T12:00:00Z; days belong to by=informationDate.", [name]);
        }
    }
}

/// <summary>Along the times at which facts were recorded, or along the dates the information is of.</summary>
public enum TimelineOrder { Recorded, [JsonStringEnumMemberName("informationDate")] InformationDate }

public static class GetTimelineEndpoint
{
    public static async Task<(PartnershipState?, ProblemDetails)> LoadAsync(string id, GetTimeline query, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (await PartnershipState.ReadAsync(session, id, Horizon.Now, actor, ct) is not { } partnership) return (null, Refusal.NotFound(PartnershipResource.Name));
        if (partnership.Misfit(query.Dimension!, query.Perspective) is { } misfit) return (null, misfit);
        return query.From?.First > query.To?.Last
            ? (null, Refusal.Unprocessable("dates-out-of-order", "from lies after to; turn them round."))
            : (partnership, WolverineContinue.NoProblems);
    }

    [WolverineGet("/api/v1/partnerships/{id}/timeline"), Requires(Permission.Read), Follows]
    public static async Task<Page<TimelineStep>> Get(
        GetTimeline query, PartnershipState partnership, StandingsReader standings, CausingFacts facts, Actor actor, CancellationToken ct)
    {
        var spans = query.By is TimelineOrder.Recorded
            ? await standings.HistoryAsync(partnership.Id, query.Dimension!, query.Perspective, query.From?.First, query.To?.Last, ct)
            : await standings.OpenAsync(partnership.Id, query.Dimension!, query.Perspective, ct);
        foreach (var marking in spans.Select(span => span.Marking).Where(actor.Sees)) Reading.Shows(marking);
        var steps = query.By is TimelineOrder.Recorded
            ? Timeline.ByRecorded(spans, actor.Clearance)
            : Timeline.ByInformationDate(spans, actor.Clearance);
        var causes = await facts.FindAsync([.. steps.Select(step => step.Position)], ct);
        var named = steps.Select(step => step.Caused(causes.GetValueOrDefault(step.Position), query.By, actor.Clearance)).Where(step => !(step.Time < query.From?.First) && !(step.Time > query.To?.Last));
        return new([.. named], null);
    }
}
