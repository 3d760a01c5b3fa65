using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Forecasts;

/// <summary>
/// A forecast as the contract shows it: the crowd to everybody, an estimate to whom it is from alone, so that nobody's
/// number leans on a colleague's.
/// </summary>
public sealed record ForecastAnswer(
    Guid Id, string Partnership, Marking Marking, string? Dimension, Perspective? Perspective, string Question, string Criteria,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, ForecastStatus State, int Forecasters, double? Median, double? GeometricMeanOfOdds,
    EstimateAnswer? Estimate, ResolutionAnswer? Resolution, VoidingAnswer? Voiding, long Version)
{
    public static ForecastAnswer Of(ForecastState forecast, DateTimeOffset moment, Actor actor)
    {
        var asked = forecast.Asked;
        double[] probabilities = [.. forecast.Estimates.Values.Select(estimate => estimate.Given.Probability)];
        return new(forecast.Id, asked.Partnership, asked.Marking, asked.Dimension, asked.Perspective, asked.Question, asked.Criteria,
            asked.OpensAt, asked.ClosesAt, forecast.StatusAt(moment), probabilities.Length, Crowd.Median(probabilities), Crowd.GeometricMeanOfOdds(probabilities),
            forecast.Estimates.TryGetValue(actor.Id, out var own) ? new(own.Given.Probability, own.Given.Rationale, own.At) : null,
            forecast.Resolution is { } resolved ? ResolutionAnswer.Of(resolved.Fact, resolved.At, actor) : null,
            forecast.Voiding is { } voided ? new(voided.Fact.By, voided.Fact.Reason, voided.At) : null, forecast.Version);
    }
}

/// <summary>The actor's own estimate in force.</summary>
public sealed record EstimateAnswer(double Probability, string Rationale, DateTimeOffset RecordedAt);

/// <summary>How it turned out; claims above the actor's clearance are left out.</summary>
public sealed record ResolutionAnswer(ForecastOutcome Outcome, string By, string Reason, IReadOnlyList<Guid> Claims, DateTimeOffset RecordedAt)
{
    public static ResolutionAnswer Of(ForecastResolved fact, DateTimeOffset at, Actor actor) => new(
        fact.Outcome, fact.By, fact.Reason, [.. fact.Claims.Where(claim => actor.Sees(claim.Marking)).Select(claim => claim.Claim)], at);
}

/// <summary>Why the question counts for nobody.</summary>
public sealed record VoidingAnswer(string By, string Reason, DateTimeOffset RecordedAt);

/// <summary>Reads forecasts, each for who may see it.</summary>
public sealed class ForecastResource(TimeProvider clock) : IResource
{
    public const string Name = "forecast";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct)
    {
        var facts = await session.FactsAsync(id, horizon, ct);
        if (ForecastState.Fold(facts) is not { } forecast || !forecast.IsVisible(actor)) return null;

        // Only the present answer moves with the clock; an earlier one says what was said then.
        var moment = horizon == Horizon.Now ? clock.GetUtcNow() : facts[^1].Timestamp;
        var moved = forecast.StatusAt(moment) != forecast.StatusAt(facts[^1].Timestamp) || forecast.Resolution?.Fact.Claims.Any(claim => !actor.Sees(claim.Marking)) is true;
        return new Rendered(ForecastAnswer.Of(forecast, moment, actor), forecast.Version, moved);
    }
}
