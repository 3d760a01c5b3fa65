using System.Text.Json;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class ReadingTheCatalogue
{
    [Fact]
    public void The_seven_standard_dimensions_are_there() =>
        Assert.Equal(
            ["trust-level", "territorial-threat", "military-aid", "sanctions-evasion", "economic-dependence", "counterintelligence-activity", "strategic-alignment"],
            Catalogue.Standard.Select(dimension => dimension.Code));

    [Fact]
    public void Each_has_five_levels_numbered_from_one() =>
        Assert.All(Catalogue.Standard, dimension => Assert.Equal([1, 2, 3, 4, 5], dimension.Levels.Select(level => level.Number)));

    [Fact]
    public void Each_is_complete() => Assert.All(Catalogue.Standard, dimension =>
    {
        Assert.True(Slug.IsValid(dimension.Code));
        Assert.True(dimension.ReviewDays > 0);
        Assert.All(
            [dimension.Name, dimension.Question, .. dimension.Levels.SelectMany(level => new[] { level.Label, level.Definition })],
            text => Assert.False(string.IsNullOrWhiteSpace(text)));
    });

    [Fact]
    public void Only_alignment_is_the_same_from_both_sides() =>
        Assert.Equal(["strategic-alignment"], Catalogue.Standard.Where(dimension => !dimension.Directed).Select(dimension => dimension.Code));

    [Fact]
    public void Trust_is_reviewed_every_quarter() => Assert.Equal(90, Catalogue.Standard[0].ReviewDays);

    [Fact]
    public void Json_calls_the_number_of_a_level_its_level() =>
        Assert.Equal(
            """{"level":2,"label":"Distrustful","definition":"Hedges."}""",
            JsonSerializer.Serialize(new Level(2, "Distrustful", "Hedges."), JsonSerializerOptions.Web));
}
