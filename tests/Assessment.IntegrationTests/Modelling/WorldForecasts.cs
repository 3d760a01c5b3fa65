using System.Text.Json.Nodes;

namespace Assessment.IntegrationTests.Modelling;

/// <summary>Questions that time answers: who sees what of them, and how good the answers were.</summary>
internal sealed partial class World
{
    // The 95th percentile of the standard normal distribution.
    private const double Z = 1.6448536269514722;

    public bool SeesForecast(Actor who, int forecast) => forecast < Forecasts.Count && who.Sees(Marking);

    /// <summary>A correction moves nothing but the outcome.</summary>
    private static void Resolve(Forecast forecast, Actor who, ResolveForecast act, DateTimeOffset at)
    {
        if (forecast.Resolution is null) forecast.End = new[] { forecast.ClosesAt, at, act.KnownAt ?? at }.Min();
        (forecast.Resolution, _) = ((act.Happened, who.Name, act.Claims, act.KnownAt), ++forecast.Version);
    }

    /// <summary>A forecast as somebody sees it by a moment; null when it does not exist for them.</summary>
    public JsonNode? ForecastSeen(Actor who, int number, DateTimeOffset moment, bool scored = true)
    {
        if (!SeesForecast(who, number)) return null;
        var (forecast, held) = (Forecasts[number], Forecasts[number].Held);
        var crowd = ShowsCrowd(who, forecast, moment) ? held.Values.ToArray() : [];
        return Json(new
        {
            id = Id('f', number),
            marking = Markings[Marking],
            dimension = forecast.On?.Dimension,
            perspective = forecast.On?.Perspective,
            opensAt = forecast.OpensAt,
            closesAt = forecast.ClosesAt,
            state = forecast.StateAt(moment),
            forecasters = held.Count,
            median = Median(crowd),
            geometricMeanOfOdds = crowd.Length == 0 ? (double?)null : MeanOfOdds(crowd),
            estimate = held.TryGetValue(who.Name, out var own) ? new { probability = own } : null,
            resolution = ResolutionSeen(who, forecast),
            voiding = forecast.VoidedBy is { } by ? new { by } : null,
            version = forecast.Version,
            scores = scored && forecast.Resolution is not null ? ScoresOf(forecast) : null,
        });
    }

    /// <summary>At close everybody's; before, of three or more, and of who may estimate theirs who have.</summary>
    private static bool ShowsCrowd(Actor who, Forecast forecast, DateTimeOffset moment) => forecast.Resolution is not null || moment >= forecast.ClosesAt
        || (forecast.Held.Count >= 3 && (forecast.VoidedBy is not null || !who.Is("analyst") || forecast.Held.ContainsKey(who.Name)));

    /// <summary>The outcome is everybody's; what is said of it is marked like the highest claim that shows it.</summary>
    private JsonNode? ResolutionSeen(Actor who, Forecast forecast)
    {
        if (forecast.Resolution is not { } resolved) return null;
        var marking = resolved.Claims.Select(Decides).Append(Marking).Max();
        var told = who.Sees(marking);
        return Json(new
        {
            outcome = resolved.Happened ? "yes" : "no",
            by = resolved.By,
            reason = told ? Request.Why : null,
            claims = told ? resolved.Claims.Select(claim => Id('c', claim)) : [],
            knownAt = told ? resolved.KnownAt : null,
            marking = told ? Markings[marking] : null,
        });
    }

    /// <summary>The forecasts that somebody finds in a state, newest first.</summary>
    public JsonArray FoundForecasts(Actor who, string? state) =>
        [.. Forecasts.Index().Where(forecast => SeesForecast(who, forecast.Index) && (state is null || forecast.Item.StateAt(Now) == state)).OrderByDescending(forecast => forecast.Item.Since)
            .Select(forecast => ForecastSeen(who, forecast.Index, Now, scored: false))];

    /// <summary>How an analyst has done on each forecast here, newest first.</summary>
    public JsonArray Scored(Actor who, string analyst) => [.. Forecasts.Index().Where(forecast => SeesForecast(who, forecast.Index) && forecast.Item.Resolution is not null)
        .OrderByDescending(forecast => forecast.Item.Since).Select(forecast => (forecast.Index, forecast.Item.Resolution!.Value.Happened, Score: ScoreOf(forecast.Item, analyst)))
        .Where(forecast => forecast.Score is not null).Select(forecast => Json(new { forecast = Id('f', forecast.Index), outcome = forecast.Happened ? "yes" : "no", forecast.Score!.Brier, forecast.Score.Log, forecast.Score.Coverage }))];

    /// <summary>Whether what was called probable happened as often as that, of all analysts or of one.</summary>
    public JsonNode Calibration(string? analyst)
    {
        var said = Forecasts.Where(forecast => forecast.Resolution is not null)
            .SelectMany(forecast => Counted(forecast).GroupBy(given => given.Analyst).Where(own => analyst is null || own.Key == analyst).Select(own => (Forecast: forecast, P: own.Last().Probability, O: forecast.Resolution!.Value.Happened ? 1.0 : 0)))
            .ToArray();
        var resolved = said.Select(one => one.Forecast).Distinct().Count();
        if (said.Length == 0) return Json(new { count = 0, resolved = 0, bins = Array.Empty<int>(), brier = (double?)null });
        var (brier, rate) = (said.Average(one => (one.P - one.O) * (one.P - one.O)), said.Average(one => one.O));
        if (resolved < 10) return Json(new { count = said.Length, resolved, bins = Array.Empty<int>(), brier, reliability = (double?)null });

        var bins = Enumerable.Range(0, 10).Select(place => said.Where(one => (int)((decimal)one.P * 10) == place).ToArray()).ToArray();
        var (reliability, resolution, uncertainty) = (
            bins.Where(bin => bin.Length > 0).Sum(bin => bin.Length * Math.Pow(bin.Average(one => one.P) - bin.Average(one => one.O), 2)) / said.Length,
            bins.Where(bin => bin.Length > 0).Sum(bin => bin.Length * Math.Pow(bin.Average(one => one.O) - rate, 2)) / said.Length,
            rate * (1 - rate));
        return Json(new
        {
            count = said.Length,
            resolved,
            brier,
            reliability,
            resolution,
            uncertainty,
            withinBin = brier - (reliability - resolution + uncertainty),
            bins = bins.Select((bin, place) => bin.Length == 0
                ? Json(new { from = place / 10.0, to = (place + 1) / 10.0, count = 0, meanProbability = (double?)null, observed = (double?)null, low = (double?)null, high = (double?)null })
                : Json(new { from = place / 10.0, to = (place + 1) / 10.0, count = bin.Length, meanProbability = bin.Average(one => one.P), observed = bin.Average(one => one.O), low = Likely(bin, -1), high = Likely(bin, 1) })),
        });

        // Wilson: the shares from which what was observed lies no further than Z standard errors, the ends of which solve a square equation.
        static double Likely((Forecast, double, double O)[] bin, int side)
        {
            var (observed, part) = (bin.Average(one => one.O), Z * Z / bin.Length);
            var (a, b, c) = (1 + part, -(2 * observed + part), observed * observed);
            return (-b + side * Math.Sqrt(b * b - 4 * a * c)) / (2 * a);
        }
    }

    /// <summary>Of the estimates those that count, those from before the opening as of then.</summary>
    private static IEnumerable<(string Analyst, double Probability, DateTimeOffset At)> Counted(Forecast forecast) =>
        forecast.Estimates.Select(given => given with { At = given.At < forecast.OpensAt ? forecast.OpensAt : given.At }).Where(given => given.At < forecast.End);

    private static JsonNode ScoresOf(Forecast forecast)
    {
        object? Pooled(Func<double[], double> pool) => ScoreOf(forecast, null, pool) is { } score ? new { score.Last, score.Brier, score.Log } : null;
        return Json(new
        {
            analysts = Counted(forecast).Select(given => given.Analyst).Distinct().Order(StringComparer.Ordinal).Select(analyst => (analyst, Score: ScoreOf(forecast, analyst)!))
                .Select(one => new { one.analyst, one.Score.Brier, one.Score.Log, one.Score.Coverage, one.Score.Last }),
            crowd = Counted(forecast).Any() ? new { median = Pooled(all => Median(all)!.Value), geometricMeanOfOdds = Pooled(MeanOfOdds), coverage = ScoreOf(forecast, null)!.Coverage } : null,
        });
    }

    /// <summary>Moment by moment, with what was in force then: of one analyst, or of all together. Nothing when nobody said anything in time.</summary>
    private static Score? ScoreOf(Forecast forecast, string? analyst, Func<double[], double>? pool = null)
    {
        var given = Counted(forecast).Where(one => analyst is null || one.Analyst == analyst).ToArray();
        if (given.Length == 0) return null;
        DateTimeOffset[] turns = [.. given.Select(one => one.At).Distinct().Order(), forecast.End];
        double HeldAt(DateTimeOffset moment)
        {
            double[] held = [.. given.Where(one => one.At <= moment).GroupBy(one => one.Analyst).Select(own => own.Last().Probability)];
            return pool?.Invoke(held) ?? held[0];
        }

        var (o, period, last) = (forecast.Resolution!.Value.Happened ? 1 : 0, (turns[^1] - turns[0]).TotalMicroseconds, HeldAt(turns[^2]));
        return new(
            turns.Zip(turns.Skip(1)).Sum(span => Math.Pow(HeldAt(span.First) - o, 2) * (span.Second - span.First).TotalMicroseconds) / period,
            -Math.Log(o == 1 ? last : 1 - last), period / (forecast.End - forecast.OpensAt).TotalMicroseconds, last);
    }

    /// <summary>The probability whose odds are the geometric mean of the others' odds.</summary>
    private static double MeanOfOdds(double[] probabilities)
    {
        var odds = Math.Pow(probabilities.Aggregate(1.0, (product, p) => product * p / (1 - p)), 1.0 / probabilities.Length);
        return odds / (1 + odds);
    }

    private sealed record Score(double Brier, double Log, double Coverage, double Last);
}
