using Assessment.Client;
using Assessment.Client.Rules;
using Assessment.Dashboard.Picture;
using Assessment.Dashboard.Words;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class TellingAPicture
{
    private static readonly DateTimeOffset Now = new(2025, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Likelihood Likely = new(0.675, 0.55, 0.8, "likely", "likely");
    private static readonly IReadOnlyList<Dimension> Dimensions = [new("trust-level", "Trust level", "How far?", true, 90, [])];

    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData("now", null)]
    [InlineData(" 131 ", "131")]
    [InlineData("2025-11-30", "2025-11-30T23:59:59Z")]
    [InlineData("2025-12-01", null)]
    [InlineData("2026-01-01", null)]
    [InlineData("2025-11-30T10:00:00+02:00", "2025-11-30T08:00:00Z")]
    [InlineData("2025-11-30 10:00", "2025-11-30T10:00:00Z")]
    [InlineData("2025-12-01T12:00:00Z", null)]
    [InlineData("some day", "some day")]
    public void A_moment_is_a_position_a_time_or_the_end_of_a_day_and_now_when_it_has_not_come(string? typed, string? moment) =>
        Assert.Equal(moment, Asked.Moment(typed, Now));

    [Theory]
    [InlineData("2025-06-07", true)]
    [InlineData("7 June 2025", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_day_of_the_world_is_a_date_or_none(string? typed, bool isOne) => Assert.Equal(isOne ? new DateOnly(2025, 6, 7) : null, Asked.Day(typed));

    [Fact]
    public void The_address_says_which_picture_it_is()
    {
        Assert.Equal("/partnerships/china-russia", new Asked().Address("china-russia"));
        Assert.Equal(
            "/partnerships/china-russia?asOf=131&validAt=2025-06-07&since=101&why=trust-level%2CRU%3ECN",
            new Asked("131", new(2025, 6, 7), "101", Asked.KeyOf("trust-level", "RU>CN")).Address("china-russia"));
        Assert.Equal("/partnerships/a%2Fb%3Fc", new Asked().Address("a/b?c"));
    }

    [Fact]
    public void The_address_leads_back_to_the_same_picture() => Gen.Select(Gen.String[1, 20], Gen.Int[0, 3_000_000], Gen.String[1, 20], Gen.String[1, 20]).Sample((asOf, day, since, why) =>
    {
        var asked = new Asked(asOf, DateOnly.FromDayNumber(day), since, why);
        var query = new Uri(new Uri("http://localhost"), asked.Address("p")).Query.TrimStart('?').Split('&').Select(part => part.Split('='))
            .ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        Assert.Equal(asked, new Asked(query["asOf"], Asked.Day(query["validAt"]), query["since"], query["why"]));
    });

    [Fact]
    public void Only_a_picture_of_no_moment_and_no_day_is_of_now()
    {
        Assert.True(new Asked(Since: "3", Why: "trust-level").IsNow);
        Assert.False(new Asked("131").IsNow);
        Assert.False(new Asked(ValidAt: new(2025, 6, 7)).IsNow);
    }

    [Fact]
    public void What_is_assessed_first_is_told_from_nothing() => Assert.Equal(
        "Trust level, Russia → China: nothing you may see → level 2, 0 analysts → 1, 0 origins → 1", Tell(null, Entry(2, 1)));

    [Fact]
    public void What_moved_is_told_and_what_stayed_is_not()
    {
        var before = Entry(2, 1);
        Assert.Equal("Trust level, Russia → China: level 2 → 2.5, 1 analyst → 2", Tell(before, before with { Level = 2.5, Analysts = 2 }));
        Assert.Equal("Trust level, Russia → China: 68 % → 88 %", Tell(before, before with { Likelihood = Likely with { Probability = 0.88 } }));
        Assert.Equal("Trust level, Russia → China: weight on 3 34 → 50 %", Tell(
            before with { Likelihood = null, Distribution = new([0, 0.44, 0.34, 0, 0], 0.22) }, before with { Likelihood = null, Distribution = new([0, 0.4, 0.5, 0, 0], 0.1) }));
        Assert.Equal("Trust level, Russia → China: support weakened", Tell(before, before with { Support = new(0, 1, 0) }));
        Assert.Equal("Trust level, Russia → China: support lost, 1 origin → 0", Tell(before, before with { Support = new(0, 1, 1), Origins = 0 }));
        Assert.Equal("Trust level, Russia → China: 0 dissents → 1", Tell(before, before with { Dissents = [new(Guid.Empty, Guid.Empty, "c", 4, "…", default, [])] }));
        Assert.Equal("Trust level, Russia → China: its grounds changed", Tell(before, before with { BestGrade = "A1" }));
    }

    [Fact]
    public void What_is_taken_back_is_not_assessed() => Assert.Equal(
        "Trust level, Russia → China: level 2 → nothing you may see, 1 analyst → 0, 1 origin → 0", Tell(Entry(2, 1), Entry(null, 0) with { Likelihood = null, Origins = 0 }));

    [Fact]
    public void A_dimension_that_is_not_known_goes_by_its_code() =>
        Assert.Equal("arms-control: level 2 → 3", Telling.Of(new DimensionChange("arms-control", null, Entry(2, 1), Entry(3, 1), []), Dimensions));

    [Theory]
    [InlineData("RU>CN", "Russia → China")]
    [InlineData("KP>US", "North Korea → United States")]
    [InlineData("ZZ>DE", "ZZ → Germany")]
    [InlineData(null, "both")]
    public void Parties_go_by_the_names_of_their_countries(string? perspective, string said) => Assert.Equal(said, Said.Perspective(perspective));

    [Theory]
    [InlineData("RU", "Russia's")]
    [InlineData("US", "United States'")]
    public void What_is_of_a_country_is_said_so(string code, string whose) => Assert.Equal(whose, Countries.Of(code));

    private static string Tell(PictureDimension? before, PictureDimension? after) => Telling.Of(new DimensionChange("trust-level", "RU>CN", before, after, []), Dimensions);

    private static PictureDimension Entry(double? level, int analysts) =>
        new("trust-level", "RU>CN", "Trust level", level, null, null, null, 1, analysts, Likely with { Probability = 0.68 }, new(0, 1, 0), new(1, 0, 0), 1, true, "B2", null, false, "steady", [], []);
}
