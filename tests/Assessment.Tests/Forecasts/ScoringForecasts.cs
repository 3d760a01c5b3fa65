using Assessment.Server.Forecasts;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Forecasts;

public class ScoringForecasts
{
    private const double Tolerance = 1e-6;

    private static readonly DateTimeOffset Opening = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Opening.AddDays(10);
    private static readonly Gen<double> Probability = Gen.Double[0.01, 0.99];
    private static readonly Gen<ForecastOutcome> Outcome = Gen.Bool.Select(yes => yes ? ForecastOutcome.Yes : ForecastOutcome.No);
    private static readonly Gen<DateTimeOffset> Time = Gen.Int[0, 9_999].Select(thousandth => Opening.AddDays(thousandth / 1000.0));
    private static readonly Gen<Estimate[]> Given = Gen.Select(Gen.Int[0, 3].Select(place => ((string[])["ana", "bo", "cy", "dee"])[place]), Time, Probability, (analyst, at, probability) => new Estimate(analyst, at, probability)).Array[1, 30];

    [Fact]
    public void As_worked_by_hand()
    {
        var vectors = Vectors.Scoring("forecast").ToArray();
        Assert.Equal(6, vectors.Length);
        foreach (var vector in vectors)
        {
            var (scores, expected) = (Vectors.ScoresOf(vector["forecast"]!), vector["expected"]);
            Assert.Equal(expected is null, scores is null);
            if (expected is null) continue;
            Assert.Equal(expected["analysts"]!.AsObject().Select(analyst => analyst.Key).Order(), scores!.Analysts.Keys);
            foreach (var (analyst, score) in scores.Analysts) Same(expected["analysts"]![analyst]!, score, (string)vector["name"]!);
            Same(expected["crowd"]!["median"]!, scores.Crowd!.Median, (string)vector["name"]!);
            Same(expected["crowd"]!["geometricMeanOfOdds"]!, scores.Crowd.GeometricMeanOfOdds, (string)vector["name"]!);
        }

        static void Same(System.Text.Json.Nodes.JsonNode expected, Score score, string name)
        {
            foreach (var (member, value) in (ReadOnlySpan<(string, double)>)[("brier", score.Brier), ("log", score.Log), ("last", score.Last), ("coverage", score.Coverage)])
            {
                if (expected[member] is { } number) Assert.True(Math.Abs((double)number - value) <= Tolerance, $"{name}: {member} is {value} instead of {number}.");
            }
        }
    }

    [Theory]
    [InlineData("ifResolvedNo", ForecastOutcome.No)]
    [InlineData("ifResolvedYes", ForecastOutcome.Yes)]
    public void As_in_the_example(string outcome, ForecastOutcome happened)
    {
        var question = Vectors.Read("scoring-examples.json")["forecastQuestion"]!;
        Estimate[] estimates = [.. question["forecasts"]!.AsArray().Select(given => new Estimate((string)given!["analyst"]!, Opening, (double)given["probability"]!))];
        var scores = Scoring.Of(Opening, End, estimates, happened);
        var expected = question["expected"]![outcome]!;
        Assert.Equal(expected["brierPerAnalyst"]!.AsArray().Select(number => (double)number!), scores.Analysts.Values.Select(score => Math.Round(score.Brier, 6)));
        Assert.Equal(expected["logLossPerAnalystNats"]!.AsArray().Select(number => (double)number!), scores.Analysts.Values.Select(score => Math.Round(score.Log, 6)));
        Assert.Equal((double)expected["brierAggregateGmo"]!, scores.Crowd!.GeometricMeanOfOdds.Brier, Tolerance);
        Assert.Equal((double)question["expected"]!["median"]!, scores.Crowd.Median.Last, Tolerance);
        Assert.Equal((double)question["expected"]!["geometricMeanOfOdds"]!, scores.Crowd.GeometricMeanOfOdds.Last, Tolerance);
    }

    [Fact]
    public void Who_says_one_thing_all_the_time_is_scored_by_that() => Gen.Select(Probability, Outcome, Time).Sample((probability, outcome, from) =>
    {
        var o = outcome is ForecastOutcome.Yes ? 1 : 0;
        var score = Scoring.Of(Opening, End, [new("ana", from, probability)], outcome).Analysts["ana"];
        Assert.Equal((probability - o) * (probability - o), score.Brier, 1e-12);
        Assert.Equal((End - from) / (End - Opening), score.Coverage, 1e-12);
    });

    [Fact]
    public void Saying_the_same_again_changes_nothing() => Gen.Select(Given, Outcome, Gen.Int[0, 29], Time).Sample((given, outcome, chosen, again) =>
    {
        var repeated = given[chosen % given.Length];
        // After which the analyst says nothing else before it is said again.
        if (again < repeated.At || given.Any(other => other.Analyst == repeated.Analyst && other != repeated && other.At >= repeated.At && other.At <= again)) return;
        Same(Scoring.Of(Opening, End, given, outcome), Scoring.Of(Opening, End, [.. given, repeated with { At = again }], outcome));
    });

    [Fact]
    public void A_latecomer_gains_nothing_by_being_late() => Gen.Select(Probability, Probability, Time, Outcome).Sample((before, after, at, outcome) =>
    {
        var scores = Scoring.Of(Opening, End, [new("ana", Opening, before), new("ana", at, after), new("bo", at, after), new("cy", Opening, after)], outcome).Analysts;
        // The moments at which bo said nothing count neither for nor against bo: as cy, who said the same all along.
        Assert.Equal(scores["cy"].Brier, scores["bo"].Brier, 1e-12);
        Assert.True(scores["bo"].Coverage <= scores["ana"].Coverage);
    });

    [Fact]
    public void Others_do_not_change_an_analysts_score() => Gen.Select(Given, Outcome).Sample((given, outcome) =>
    {
        var all = Scoring.Of(Opening, End, given, outcome).Analysts;
        foreach (var (analyst, score) in all) Assert.Equal(score, Scoring.Of(Opening, End, given.Where(estimate => estimate.Analyst == analyst), outcome).Analysts[analyst]);
    });

    [Fact]
    public void Yes_and_no_are_mirror_images() => Given.Sample(given =>
        Same(Scoring.Of(Opening, End, given, ForecastOutcome.Yes),
            Scoring.Of(Opening, End, given.Select(estimate => estimate with { Probability = 1 - estimate.Probability }), ForecastOutcome.No)));

    [Fact]
    public void What_was_given_before_the_opening_counts_from_it_and_what_came_at_the_end_not_at_all()
    {
        var scores = Scoring.Of(Opening, End, [new("ana", Opening.AddDays(-3), 0.2), new("bo", End, 0.9), new("cy", Opening.AddDays(4), 0.5), new("cy", Opening.AddDays(4), 0.6)], ForecastOutcome.No);
        Assert.Equal(["ana", "cy"], scores.Analysts.Keys);
        Assert.Equal((0.04, 1.0), (Math.Round(scores.Analysts["ana"].Brier, 12), scores.Analysts["ana"].Coverage));
        // Of two at one instant the later decides.
        Assert.Equal((0.36, 0.6, 0.6), (Math.Round(scores.Analysts["cy"].Brier, 12), scores.Analysts["cy"].Coverage, scores.Analysts["cy"].Last));
    }

    [Fact]
    public void What_was_known_before_it_opened_scores_nobody()
    {
        var scores = Scoring.Of(Opening, Opening.AddDays(-1), [new("ana", Opening.AddDays(-2), 0.2)], ForecastOutcome.No);
        Assert.Empty(scores.Analysts);
        Assert.Null(scores.Crowd);
    }

    private static void Same(Scores one, Scores other)
    {
        Assert.Equal(one.Analysts.Keys, other.Analysts.Keys);
        Score[] Of(Scores scores) => [.. scores.Analysts.Values, scores.Crowd!.Median, scores.Crowd.GeometricMeanOfOdds];
        foreach (var (score, same) in Of(one).Zip(Of(other)))
        {
            Assert.Equal(score.Brier, same.Brier, 1e-9);
            Assert.Equal(score.Log, same.Log, 1e-9);
            Assert.Equal(score.Coverage, same.Coverage, 1e-9);
        }
    }
}
