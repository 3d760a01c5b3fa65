using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>A lead says how it turned out and which claims show it; saying it again, with a reason, corrects it.</summary>
public sealed record ResolveForecast(
    ForecastOutcome Outcome,
    [property: MaxLength(200), DistinctItems] IReadOnlyList<Guid> Claims,
    [property: Words(1, 4000)] string Reason,
    DateTimeOffset? KnownAt = null);

/// <summary>The forecast, the claims it is to be resolved by, and whether that is for somebody else to do.</summary>
public sealed record Verdict(ForecastState? Forecast, CitedEvidence Evidence, bool ForAnother);

public static class ResolveForecastEndpoint
{
    public static async Task<Verdict> LoadAsync(Guid id, ResolveForecast body, IQuerySession session, OtherLeads leads, Actor actor, CancellationToken ct)
    {
        var forecast = await ForecastState.LoadAsync(session, id, ct);
        return new(forecast, await CitedEvidence.LoadAsync(session, body.Claims, [], null, ct),
            forecast?.IsOwnWorkOf(actor.Id) is true && await leads.ExistForAsync(forecast, ct));
    }

    /// <summary>That something happened is shown by claims; that it did not may have none.</summary>
    public static ProblemDetails Validate(ResolveForecast body, Verdict verdict, Actor actor, IfMatch ifMatch, TimeProvider clock)
    {
        if (ForecastRules.Refuse(verdict.Forecast, actor, ifMatch) is { } no) return no;
        var forecast = verdict.Forecast!;
        switch (forecast.StatusAt(clock.GetUtcNow()))
        {
            case ForecastStatus.Scheduled: return ForecastRules.NotOpen(forecast);
            case ForecastStatus.Voided: return Refusal.Conflict("forecast-voided", "The forecast was voided; ask the question anew.");
        }

        if (verdict.ForAnother)
            return Refusal.Forbidden("own-work", "Whoever asked a question or gave an estimate on it does not say how it turned out; ask another lead.");
        if (body.KnownAt > clock.GetUtcNow())
            return Refusal.Unprocessable("dates-out-of-order", "What is known has been known by now; correct knownAt.");
        if (body.Outcome is ForecastOutcome.Yes && body.Claims.Count == 0)
            return Refusal.Unprocessable("uncited-resolution", "Cite at least one claim that shows it happened.");
        return body.Claims.Select(claim => ContentRules.RefuseCitation(verdict.Evidence.Claim(claim), claim, forecast.Asked.Partnership, actor.Sees))
            .FirstOrDefault(refusal => refusal is not null) ?? WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/forecasts/{id:guid}/resolution"), Requires(Permission.AskForecasts), Changes]
    public static (Written, Append) Post(ResolveForecast body, Verdict verdict, Actor actor)
    {
        var forecast = verdict.Forecast!;
        RelatedClaim[] claims = [.. body.Claims.Select(claim => new RelatedClaim(claim, verdict.Evidence.Claims[claim].Marking))];
        return forecast.Changed(new ForecastResolved(forecast.Id, actor.Id, body.Outcome, claims, body.Reason, body.KnownAt?.ToUniversalTime()),
            claims.Select(claim => claim.Marking).Append(forecast.Asked.Marking).Max());
    }
}
