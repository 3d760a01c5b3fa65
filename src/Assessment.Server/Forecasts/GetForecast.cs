using Assessment.Server.Access;
using Assessment.Server.Http;
using Marten;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>One forecast, with everything written to it.</summary>
public static class GetForecastEndpoint
{
    [WolverineGet("/api/v1/forecasts/{id:guid}"), Requires(Permission.Read)]
    public static async Task<IResult> Get(Guid id, ForecastResource forecasts, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(ForecastResource.Name, await forecasts.ReadAsync(session, id, null, Horizon.Now, actor, ct));
}
