using System.Text.Json;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class SpeakingInCodes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new CodeConverterFactory() } };

    private sealed record Told(Marking Marking, Confidence? Confidence, Dictionary<LikelihoodTerm, int> Counts);

    [Fact]
    public void Confidence_is_written_so() => Written<Confidence>("low moderate high");

    [Fact]
    public void Reliability_is_written_so() => Written<Reliability>("A B C D E F");

    [Fact]
    public void Markings_are_written_so_and_rise_in_this_order()
    {
        Written<Marking>("CLEAR GREEN AMBER AMBER+STRICT RED");
        Assert.True(Marking.Clear < Marking.Green && Marking.Green < Marking.Amber && Marking.Amber < Marking.AmberStrict && Marking.AmberStrict < Marking.Red);
    }

    [Fact]
    public void Kinds_of_sources_are_written_so() => Written<SourceKind>("document organization person media dataset unknown");

    [Fact]
    public void Assertions_are_written_so() => Written<Assertion>("behaviour belief statement quantity opinion");

    [Fact]
    public void Directions_are_written_so() => Written<Direction>("raises lowers context");

    [Fact]
    public void Stances_are_written_so() => Written<Stance>("supports opposes");

    [Fact]
    public void Likelihoods_are_written_so() =>
        Written<LikelihoodTerm>("almost-no-chance very-unlikely unlikely roughly-even-chance likely very-likely almost-certain");

    [Fact]
    public void Words_of_the_phia_yardstick_are_written_so() =>
        Written<PhiaTerm>("remote-chance highly-unlikely unlikely realistic-possibility likely highly-likely almost-certain");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("amber")]
    [InlineData("Amber")]
    [InlineData("AmberStrict")]
    [InlineData("AMBER_STRICT")]
    [InlineData("WHITE")]
    [InlineData(" RED")]
    [InlineData("4")]
    public void Nothing_else_is_a_marking(string? code)
    {
        Assert.False(Codes.TryParse<Marking>(code, out var value));
        Assert.Equal(Marking.Clear, value);
    }

    [Theory]
    [InlineData("LIKELY")]
    [InlineData("Likely")]
    [InlineData("AlmostCertain")]
    [InlineData("almost certain")]
    [InlineData("5")]
    public void Nothing_else_is_a_likelihood(string code) => Assert.False(Codes.TryParse<LikelihoodTerm>(code, out _));

    [Fact]
    public void A_value_that_is_no_member_has_no_code() => Assert.Throws<ArgumentOutOfRangeException>(() => Codes.Of((Marking)9));

    [Fact]
    public void Json_has_codes_as_values_and_as_keys()
    {
        var told = new Told(Marking.AmberStrict, null, new() { [LikelihoodTerm.RoughlyEvenChance] = 2 });

        var json = JsonSerializer.SerializeToElement(told, Json);

        Assert.Equal("AMBER+STRICT", json.GetProperty("marking").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("confidence").ValueKind);
        Assert.Equal(2, json.GetProperty("counts").GetProperty("roughly-even-chance").GetInt32());
        var read = json.Deserialize<Told>(Json)!;
        Assert.Equal((told.Marking, told.Confidence), (read.Marking, read.Confidence));
        Assert.Equal(told.Counts, read.Counts);
    }

    [Theory]
    [InlineData("""{"marking":"amber"}""", "$.marking", "The value must be one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED.")]
    [InlineData("""{"marking":2}""", "$.marking", "The value must be one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED.")]
    [InlineData("""{"marking":null}""", "$.marking", "The value must be one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED.")]
    [InlineData("""{"confidence":"2"}""", "$.confidence", "The value must be one of low, moderate, high.")]
    [InlineData("""{"confidence":true}""", "$.confidence", "The value must be one of low, moderate, high.")]
    public void Json_that_says_anything_else_is_told_where_and_what_is_allowed(string json, string path, string message)
    {
        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Told>(json, Json));

        Assert.Equal((path, message), (refused.Path, refused.Message));
    }

    [Fact]
    public void A_key_that_is_no_code_is_refused_too() =>
        Assert.StartsWith(
            "The value must be one of almost-no-chance, very-unlikely,",
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Told>("""{"counts":{"Likely":1}}""", Json)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_belongs_to_a_library_keeps_its_form() => Assert.Equal("1", JsonSerializer.Serialize(DayOfWeek.Monday, Json));

    private static void Written<T>(string codes) where T : struct, Enum
    {
        Assert.Equal(codes.Split(' '), Codes.All<T>());
        Assert.Equal(codes.Split(' '), Enum.GetValues<T>().Select(Codes.Of));
        foreach (var value in Enum.GetValues<T>())
        {
            Assert.True(Codes.TryParse<T>(Codes.Of(value), out var read));
            Assert.Equal(value, read);
        }
    }
}
