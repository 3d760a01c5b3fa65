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

/// <summary>How a dimension came to stand where it stands, step by step.</summary>
public sealed record GetTimeline(
    [property: Required] string? Dimension = null,
    Perspective? Perspective = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    TimelineOrder By = TimelineOrder.Recorded);

/// <summary>Along the times at which facts were recorded, or along the dates the information is of.</summary>
public enum TimelineOrder { Recorded, [JsonStringEnumMemberName("informationDate")] InformationDate }

public static class GetTimelineEndpoint
{
    public static async Task<(PartnershipState?, ProblemDetails)> LoadAsync(string id, GetTimeline query, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (await PartnershipState.ReadAsync(session, id, Horizon.Now, actor, ct) is not { } partnership) return (null, Refusal.NotFound(PartnershipResource.Name));
        if (partnership.Misfit(query.Dimension!, query.Perspective) is { } misfit) return (null, misfit);
        return query.From > query.To
            ? (null, Refusal.Unprocessable("dates-out-of-order", "from lies after to; turn them round."))
            : (partnership, WolverineContinue.NoProblems);
    }

    [WolverineGet("/api/v1/partnerships/{id}/timeline"), Requires(Permission.Read), Follows]
    public static async Task<Page<TimelineStep>> Get(
        GetTimeline query, PartnershipState partnership, StandingsReader standings, CausingFacts facts, Actor actor, CancellationToken ct)
    {
        var spans = query.By is TimelineOrder.Recorded
            ? await standings.HistoryAsync(partnership.Id, query.Dimension!, query.Perspective, query.From, query.To, ct)
            : await standings.OpenAsync(partnership.Id, query.Dimension!, query.Perspective, ct);
        foreach (var marking in spans.Select(span => span.Standing.Marking).Where(actor.Sees)) Reading.Shows(marking);
        var steps = query.By is TimelineOrder.Recorded
            ? Timeline.ByRecorded(spans, actor.Clearance)
            : Timeline.ByInformationDate(spans, actor.Clearance);
        var causes = await facts.FindAsync([.. steps.Select(step => step.Position)], ct);
        var named = steps.Select(step => step.Caused(causes.GetValueOrDefault(step.Position), query.By, actor.Clearance)).Where(step => !(step.Time < query.From) && !(step.Time > query.To));
        return new([.. named], null);
    }
}
