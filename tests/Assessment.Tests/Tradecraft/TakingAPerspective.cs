using System.Text.Json;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class TakingAPerspective
{
    [Fact]
    public void It_reads_from_one_party_toward_the_other()
    {
        Assert.True(Perspective.TryParse("RU>CN", out var perspective));
        Assert.Equal(new Perspective("RU", "CN"), perspective);
        Assert.Equal("RU>CN", perspective.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RU")]
    [InlineData("RU>RU")]
    [InlineData("ru>cn")]
    [InlineData("RU>Cn")]
    [InlineData("RU-CN")]
    [InlineData("R>UCN")]
    [InlineData("RUS>CN")]
    [InlineData("RU>C1")]
    [InlineData("RU>CÑ")]
    [InlineData("RU>CN\n")]
    public void Nothing_else_is_a_perspective(string? text) => Assert.False(Perspective.TryParse(text, out _));

    [Fact]
    public void Json_has_it_as_it_is_written()
    {
        Perspective? undirected = null;

        Assert.Equal("RU>CN", JsonSerializer.SerializeToElement(new Perspective("RU", "CN")).GetString());
        Assert.Equal("null", JsonSerializer.Serialize(undirected));
        Assert.Equal(new Perspective("CN", "RU"), JsonSerializer.Deserialize<Perspective>("\"CN>RU\""));
        Assert.Null(JsonSerializer.Deserialize<Perspective?>("null"));
    }

    [Fact]
    public void Json_that_holds_none_is_told_what_one_is() =>
        Assert.Equal("The value must be a perspective as RU>CN.", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Perspective?>("\"RU\"")).Message);
}
