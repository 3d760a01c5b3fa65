using System.Text.Json;
using Assessment.Client.Rules;
using Assessment.Dashboard.Words;
using Assessment.Server.Tradecraft;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class ConvertingALikelihood
{
    private static readonly Gen<double> AnyProbability = Gen.Int[10_000, 990_000].Select(millionths => millionths / 1e6);

    public static TheoryData<double, string?, string?> Vectors()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "conversion-vectors.json")));
        var vectors = new TheoryData<double, string?, string?>();
        foreach (var vector in file.RootElement.GetProperty("probability").EnumerateArray())
            vectors.Add(vector.GetProperty("probability").GetDouble(), vector.GetProperty("icd203").GetString(), vector.GetProperty("phiaStrict").GetString());
        return vectors;
    }

    [Fact]
    public void There_are_thirty_vectors() => Assert.Equal(30, Vectors().Count);

    [Theory, MemberData(nameof(Vectors))]
    public void Every_vector_gets_its_two_words(double probability, string? icd203, string? phia)
    {
        var likelihood = Likelihood.OfProbability(probability);

        Assert.Equal(icd203, likelihood is null ? null : Codes.Of(likelihood.Term));
        Assert.Equal(phia == "likely-or-probable" ? "likely" : phia, Likelihood.PhiaOf(probability) is { } term ? Codes.Of(term) : null);
        if (likelihood is not null) Assert.Equal(Likelihood.PhiaOf(probability), likelihood.Phia);
    }

    [Fact]
    public void A_figure_lies_in_the_band_of_its_word_however_few_decimals_are_shown() => Gen.Select(Gen.Double[Yardstick.Lowest, Yardstick.Highest], Gen.Int[0, 4]).Sample((probability, decimals) =>
    {
        var figure = Yardstick.Percent(probability, decimals);
        Assert.Equal(Yardstick.TermOf(probability), Yardstick.TermOf((double)(figure / 100)));
        Assert.InRange(Math.Abs((double)figure - (probability * 100)), 0, Math.Pow(10, -decimals) + 1e-9);
        Assert.Equal(figure, Math.Round(figure, decimals));
    });

    [Fact]
    public void No_end_of_a_band_is_rounded_over() => Assert.All(Enumerable.Range(0, Yardstick.Terms.Count), term => Assert.All((double[])[1e-2, 4e-3, 1e-4, 1e-9, 1e-16], below =>
    {
        var (low, high) = Yardstick.Band(term);
        Assert.Equal((decimal)low * 100, Yardstick.Percent(low));
        Assert.Equal(term, Yardstick.TermOf((double)Yardstick.Percent(Math.BitDecrement(high - below)) / 100));
    }));

    [Theory]
    [InlineData(0.799, "79 %")]
    [InlineData(0.7951, "79 %")]
    [InlineData(0.199, "19 %")]
    [InlineData(0.5499, "54 %")]
    [InlineData(0.0499, "4 %")]
    [InlineData(0.796, "79 %")]
    [InlineData(0.676, "68 %")]
    [InlineData(0.80, "80 %")]
    [InlineData(0.99, "99 %")]
    public void The_page_never_says_another_words_figure(double probability, string shown) => Assert.Equal(shown, Said.Percent(probability));

    [Theory]
    [InlineData(0.0099999999)]
    [InlineData(0.9900000001)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Certainty_and_nonsense_are_no_likelihood(double probability)
    {
        Assert.Null(Likelihood.OfProbability(probability));
        Assert.Null(Likelihood.OfBand(probability, 0.5));
        Assert.Null(Likelihood.OfBand(0.5, probability));
    }

    [Fact]
    public void A_number_has_the_band_of_its_word() =>
        Assert.Equal(new Likelihood(0.68, 0.55, 0.8, LikelihoodTerm.Likely, PhiaTerm.Likely), Likelihood.OfProbability(0.68));

    [Fact]
    public void A_band_keeps_its_ends_and_stands_for_its_middle() =>
        Assert.Equal(new Likelihood(0.7, 0.6, 0.8, LikelihoodTerm.Likely, PhiaTerm.Likely), Likelihood.OfBand(0.6, 0.8));

    [Fact]
    public void A_band_upside_down_is_refused() => Assert.Null(Likelihood.OfBand(0.8, 0.6));

    [Theory]
    [InlineData(LikelihoodTerm.AlmostNoChance, 0.01, 0.03, 0.05)]
    [InlineData(LikelihoodTerm.VeryUnlikely, 0.05, 0.125, 0.2)]
    [InlineData(LikelihoodTerm.Unlikely, 0.2, 0.325, 0.45)]
    [InlineData(LikelihoodTerm.RoughlyEvenChance, 0.45, 0.5, 0.55)]
    [InlineData(LikelihoodTerm.Likely, 0.55, 0.675, 0.8)]
    [InlineData(LikelihoodTerm.VeryLikely, 0.8, 0.875, 0.95)]
    [InlineData(LikelihoodTerm.AlmostCertain, 0.95, 0.97, 0.99)]
    public void A_word_alone_stands_for_the_middle_of_its_band(LikelihoodTerm term, double low, double middle, double high)
    {
        Assert.Equal((low, high), Likelihood.Band(term));
        Assert.Equal(new Likelihood(middle, low, high, term, Likelihood.PhiaOf(middle)), Likelihood.OfTerm(term));
    }

    [Fact]
    public void Just_below_a_boundary_the_lower_word_still_holds()
    {
        foreach (var term in Enum.GetValues<LikelihoodTerm>().SkipLast(1))
        {
            var end = Likelihood.Band(term).High;
            Assert.Equal(term, Likelihood.OfProbability(Math.BitDecrement(end))!.Term);
            Assert.Equal(term + 1, Likelihood.OfProbability(end)!.Term);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0.0500001)]
    [InlineData(0.2000001)]
    [InlineData(0.3500001)]
    [InlineData(0.5)]
    [InlineData(0.7500001)]
    [InlineData(0.9000001)]
    [InlineData(double.NaN)]
    public void In_its_gaps_the_yardstick_has_no_word(double probability) => Assert.Null(Likelihood.PhiaOf(probability));

    [Theory]
    [InlineData(0.25, PhiaTerm.Unlikely)]
    [InlineData(0.35, PhiaTerm.Unlikely)]
    [InlineData(0.4999999, PhiaTerm.RealisticPossibility)]
    [InlineData(0.9999999, PhiaTerm.AlmostCertain)]
    public void At_its_ends_the_yardstick_still_has_a_word(double probability, PhiaTerm word) => Assert.Equal(word, Likelihood.PhiaOf(probability));

    [Fact]
    public void The_word_of_a_probability_is_the_one_whose_band_holds_it() => AnyProbability.Sample(probability =>
    {
        var likelihood = Likelihood.OfProbability(probability)!;
        return (likelihood.Low, likelihood.High) == Likelihood.Band(likelihood.Term)
            && likelihood.Low <= probability
            && (probability < likelihood.High || probability == 0.99);
    });

    [Fact]
    public void The_middle_of_a_band_never_leaves_it() => Gen.Select(Gen.Double[0.01, 0.99], Gen.Double[0.01, 0.99]).Sample((one, other) =>
    {
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        return Inside(Likelihood.OfBand(low, high)!) && Inside(Likelihood.OfBand(low, low)!);

        static bool Inside(Likelihood likelihood) => likelihood.Low <= likelihood.Probability && likelihood.Probability <= likelihood.High;
    });

    [Fact]
    public void Json_keeps_all_of_it()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new CodeConverterFactory() } };
        var likelihood = Likelihood.OfProbability(0.5)!;

        var json = JsonSerializer.Serialize(likelihood, options);

        Assert.Equal("""{"probability":0.5,"low":0.45,"high":0.55,"term":"roughly-even-chance","phia":null}""", json);
        Assert.Equal(likelihood, JsonSerializer.Deserialize<Likelihood>(json, options));
    }
}
