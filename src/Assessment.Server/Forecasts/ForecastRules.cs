using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>What every change of a forecast has in common.</summary>
public static class ForecastRules
{
    /// <summary>404 for who may not see it, 412 when somebody was faster. Null when the work may go on.</summary>
    public static ProblemDetails? Refuse(ForecastState? forecast, Actor actor, IfMatch ifMatch)
    {
        if (forecast is null || !forecast.IsVisible(actor)) return Refusal.NotFound(ForecastResource.Name);
        var stale = ifMatch.Against(forecast.Version);
        return ReferenceEquals(stale, WolverineContinue.NoProblems) ? null : stale;
    }

    public static ProblemDetails NotOpen(ForecastState forecast) =>
        Refusal.Conflict("forecast-not-open", $"The forecast opens at {Rfc3339.Write(forecast.Asked.OpensAt)}; come back then.");

    public static (Written, Append) Changed(this ForecastState forecast, object fact, Marking? marking = null) => Write.Changed<ForecastState>(
        ForecastResource.Name, forecast.Id, forecast.Version, [fact], forecast.Asked.Partnership, Codes.Of(marking ?? forecast.Asked.Marking));
}
