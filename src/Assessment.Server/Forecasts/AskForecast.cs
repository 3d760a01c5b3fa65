using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Forecasts;

/// <summary>A lead puts a question that time will answer, with what will count as the answer.</summary>
public sealed record AskForecast(
    [property: SlugForm] string Partnership,
    [property: Words(1, 2000)] string Question,
    [property: Words(1, 4000)] string Criteria,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    [property: SlugForm] string? Dimension = null,
    Perspective? Perspective = null,
    [property: NotEmptyId] Guid? Id = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Dimension is null && Perspective is not null)
            yield return new ValidationResult("A perspective stands beside a dimension; name that too or leave it out.", [nameof(Perspective)]);
    }
}

public static class AskForecastEndpoint
{
    public static Task<PartnershipState?> LoadAsync(AskForecast body, IQuerySession session, CancellationToken ct) =>
        PartnershipState.LoadAsync(session, body.Partnership, Horizon.Now, ct);

    public static ProblemDetails Validate(AskForecast body, PartnershipState? partnership, Actor actor, TimeProvider clock)
    {
        if (partnership is null || !actor.Sees(partnership.Marking))
            return Refusal.Unprocessable("unknown-partnership", $"There is no partnership '{body.Partnership}' that you may see.");
        if (body.Dimension is { } dimension && partnership.Misfit(dimension, body.Perspective) is { } misfit) return misfit;
        if (body.OpensAt >= body.ClosesAt) return Refusal.Unprocessable("dates-out-of-order", "A forecast closes after it opens; correct opensAt or closesAt.");
        return body.ClosesAt > clock.GetUtcNow()
            ? WolverineContinue.NoProblems
            : Refusal.Unprocessable("dates-out-of-order", "The forecast would be closed already and nobody could give an estimate; correct closesAt.");
    }

    /// <summary>A question is marked as its partnership is.</summary>
    [WolverinePost("/api/v1/forecasts"), Requires(Permission.AskForecasts)]
    public static (Written, Append) Post(AskForecast body, PartnershipState partnership)
    {
        var id = body.Id ?? Guid.CreateVersion7();
        var asked = new ForecastAsked(id, partnership.Id, partnership.Marking, body.Dimension, body.Perspective, body.Question, body.Criteria,
            body.OpensAt.ToUniversalTime(), body.ClosesAt.ToUniversalTime());
        return Write.Created<ForecastState>(ForecastResource.Name, id, $"/api/v1/forecasts/{id}", [asked], partnership.Id, Codes.Of(partnership.Marking));
    }
}
