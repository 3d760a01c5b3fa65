using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Picture;

/// <summary>Where a partnership stands: now or as of a moment, about the world up to a date, without some evidence.</summary>
public sealed record GetPicture(Moment? AsOf = null, DateOnly? ValidAt = null, [property: MaxLength(50)] IReadOnlyList<Without>? Without = null);

public static class GetPictureEndpoint
{
    public static Task<(Settled?, ProblemDetails)> LoadAsync(GetPicture query, Moments moments, CancellationToken ct) => moments.SettleAsync(query.AsOf, ct);

    [WolverineGet("/api/v1/partnerships/{id}/picture"), Requires(Permission.Read), Follows]
    public static async Task<IResult> Get(
        string id, GetPicture query, Settled? asOf, IQuerySession session, StandingsReader standings, TimeProvider clock, Actor actor, CancellationToken ct)
    {
        if (await PartnershipState.ReadAsync(session, id, new Horizon(null, asOf?.Position), actor, ct) is not { } partnership)
            return asOf is not null && await Beginning.FindAsync(session, id, actor, ct) is { } beginning
                ? new PictureResult(beginning.PictureAt(asOf, actor), query.Without is { Count: > 0 } ? [] : null)
                : new Problem(Refusal.NotFound(PartnershipResource.Name));

        var moment = asOf?.Time ?? clock.GetUtcNow();
        var held = await standings.ReadAsync(id, asOf?.Position, Picturing.TrendFrom(moment), query.ValidAt, ct);
        var question = new Asking(partnership, actor.Clearance, moment, query.ValidAt);
        var picture = Picturing.Of(question, held.Now, held.Before, held.Dissents);
        foreach (var dimension in picture) Reading.Shows(dimension.HighestMarking);
        if (query.Without is not { Count: > 0 } without) return new PictureResult(new(id, held.Position, moment, picture));

        var cited = held.Now.SelectMany(standing => standing.Judgment.Claims).Select(claim => claim.Claim).Distinct().ToArray();
        var evidence = await CitedEvidence.LoadAsync(session, cited, [.. without.Where(what => what.IsSource).Select(what => what.Id)], held.Position, ct);
        if (asOf is not null) evidence = evidence.MarkedAs((await CitedEvidence.LoadAsync(session, cited, [.. evidence.Sources.Keys], null, ct)).Sources);
        // Who stands for each analyst is settled first: losing evidence brings no older judgment back.
        var left = WhatIf.Left(Picturing.Latest(held.Now, actor.Clearance, query.ValidAt), without, evidence, actor);
        var imagined = Picturing.Of(question, left, held.Before, held.Dissents);
        return new PictureResult(new(id, held.Position, moment, imagined), WhatIf.Changes(picture, imagined));
    }
}
