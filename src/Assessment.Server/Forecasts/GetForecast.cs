using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>One forecast, with everything written to it, or as of a moment.</summary>
public sealed record GetForecast(Moment? AsOf = null);

public static class GetForecastEndpoint
{
    public static Task<(Settled?, ProblemDetails)> LoadAsync(GetForecast query, Moments moments, CancellationToken ct) => moments.SettleAsync(query.AsOf, ct);

    [WolverineGet("/api/v1/forecasts/{id:guid}"), Requires(Permission.Read), Follows]
    public static async Task<IResult> Get(
        Guid id, GetForecast query, Settled? asOf, ForecastResource forecasts, IQuerySession session, TimeProvider clock, Actor actor, CancellationToken ct) =>
        new Resource(ForecastResource.Name, await forecasts.ReadAsync(session, id, new Horizon(null, asOf?.Position), asOf?.Time ?? clock.GetUtcNow(), actor, ct));
}
