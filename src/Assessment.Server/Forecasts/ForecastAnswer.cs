using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;

namespace Assessment.Server.Forecasts;

/// <summary>
/// A forecast as the contract shows it: an estimate to whom it is from alone, and the crowd when it gives nobody away and nobody's
/// number can lean on it any more.
/// </summary>
public sealed record ForecastAnswer(
    Guid Id, string Partnership, Marking Marking, string? Dimension, Perspective? Perspective, string Question, string Criteria,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, ForecastStatus State, int Forecasters, double? Median, double? GeometricMeanOfOdds,
    EstimateAnswer? Estimate, ResolutionAnswer? Resolution, VoidingAnswer? Voiding, long Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ScoresAnswer? Scores = null)
{
    private const int Decimals = 6;

    /// <param name="forecast">As its facts make it.</param>
    /// <param name="evidence">The claims of its resolution, as they are marked now.</param>
    /// <param name="moment">By which it is open or closed.</param>
    /// <param name="actor">To whom.</param>
    public static ForecastAnswer Of(ForecastState forecast, CitedEvidence evidence, DateTimeOffset moment, Actor actor)
    {
        var asked = forecast.Asked;
        double[] crowd = forecast.ShowsCrowd(actor, moment) ? [.. forecast.Estimates.Values.Select(estimate => estimate.Given.Probability)] : [];
        return new(forecast.Id, asked.Partnership, asked.Marking, asked.Dimension, asked.Perspective, asked.Question, asked.Criteria,
            asked.OpensAt, asked.ClosesAt, forecast.StatusAt(moment), forecast.Estimates.Count, Rounded(Crowd.Median(crowd)), Rounded(Crowd.GeometricMeanOfOdds(crowd)),
            forecast.Estimates.TryGetValue(actor.Id, out var own) ? new(own.Given.Probability, own.Given.Rationale, own.At) : null,
            forecast.Resolution is { } resolved ? ResolutionAnswer.Of(forecast, resolved.Fact, resolved.At, evidence, actor) : null,
            forecast.Voiding is { } voided ? new(voided.Fact.By, voided.Fact.Reason, voided.At) : null, forecast.Version);
    }

    private static double? Rounded(double? probability) => probability is { } exact ? Math.Round(exact, Decimals) : null;
}

/// <summary>The actor's own estimate in force.</summary>
public sealed record EstimateAnswer(double Probability, string Rationale, DateTimeOffset RecordedAt);

/// <summary>
/// How it turned out. All that is said of it is marked like the highest claim that shows it: whoever may not see that learns the
/// outcome, and neither the reason, the claims, nor since when it was known.
/// </summary>
public sealed record ResolutionAnswer(
    ForecastOutcome Outcome, string By, string? Reason, IReadOnlyList<Guid> Claims, DateTimeOffset RecordedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? KnownAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Marking? Marking)
{
    public static ResolutionAnswer Of(ForecastState forecast, ForecastResolved fact, DateTimeOffset at, CitedEvidence evidence, Actor actor)
    {
        var marking = MarkingOf(forecast, fact, evidence);
        return actor.Sees(marking)
            ? new(fact.Outcome, fact.By, fact.Reason, [.. fact.Claims.Select(claim => claim.Claim)], at, fact.KnownAt, marking)
            : new(fact.Outcome, fact.By, null, [], at, null, null);
    }

    /// <summary>As high as the question and as every claim, however that is marked now.</summary>
    public static Marking MarkingOf(ForecastState forecast, ForecastResolved fact, CitedEvidence evidence) =>
        fact.Claims.Select(claim => evidence.Claim(claim.Claim)?.Marking ?? claim.Marking).Append(forecast.Asked.Marking).Max();
}

/// <summary>Why the question counts for nobody.</summary>
public sealed record VoidingAnswer(string By, string Reason, DateTimeOffset RecordedAt);

/// <summary>Reads forecasts, each for who may see it.</summary>
public sealed class ForecastResource(TimeProvider clock) : IResource
{
    public const string Name = "forecast";

    public string Kind => Name;

    public Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct) =>
        ReadAsync(session, id, horizon, horizon == Horizon.Now ? clock.GetUtcNow() : null, actor, ct);

    /// <param name="session">Reads the facts.</param>
    /// <param name="id">Of the forecast.</param>
    /// <param name="horizon">How far they count.</param>
    /// <param name="moment">By which it is open or closed; null is when the last fact was recorded, for an answer that was given then.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, Horizon horizon, DateTimeOffset? moment, Actor actor, CancellationToken ct)
    {
        var facts = await session.FactsAsync(id, horizon, ct);
        if (ForecastState.Fold(facts) is not { } forecast || !forecast.IsVisible(actor)) return null;

        var evidence = await EvidenceOfAsync(session, [forecast], ct);
        var at = moment ?? facts[^1].Timestamp;
        // Decided by what this actor is shown: nobody learns from the tag that something is kept from them.
        var shown = forecast.Resolution is { } resolved ? ResolutionAnswer.MarkingOf(forecast, resolved.Fact, evidence) : forecast.Asked.Marking;
        var moved = forecast.StatusAt(at) != forecast.StatusAt(facts[^1].Timestamp) || (shown > forecast.Asked.Marking && actor.Sees(shown));
        return new Rendered(ForecastAnswer.Of(forecast, evidence, at, actor) with { Scores = forecast.Scores is { } scores ? ScoresAnswer.Of(scores) : null }, forecast.Version, moved);
    }

    /// <summary>The claims that show how some forecasts turned out, as they are now: their marking of now decides who sees them.</summary>
    public static Task<CitedEvidence> EvidenceOfAsync(IQuerySession session, IEnumerable<ForecastState> forecasts, CancellationToken ct) => CitedEvidence.LoadAsync(
        session, [.. forecasts.SelectMany(forecast => forecast.Resolution?.Fact.Claims ?? []).Select(claim => claim.Claim).Distinct()], [], null, ct);
}
