using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Picture.Exhibits;

namespace Assessment.Tests.Picture;

public class ComparingLevels
{
    [Theory]
    [InlineData(3, 2, Trend.Up)]
    [InlineData(2, 3, Trend.Down)]
    [InlineData(3, 3, Trend.Steady)]
    public void The_trend_is_against_the_level_thirty_days_before(int now, int before, Trend trend) => Assert.Equal(trend, TrendOf([Trust("ana", now)], [Trust("ana", before)]));

    [Fact]
    public void The_trend_of_medians_sees_half_a_level() =>
        Assert.Equal(Trend.Up, TrendOf([Trust("ana", 2), Trust("bo", 3)], [Trust("ana", 2), Trust("bo", 2)]));

    [Fact]
    public void What_was_not_assessed_before_is_new() => Assert.Equal(Trend.New, TrendOf([Trust("ana", 3)], []));

    [Fact]
    public void What_was_assessed_above_the_clearance_before_is_new_to_the_reader()
    {
        var held = new[] { Trust("ana", 3) };
        var before = new[] { Trust("bo", 1) with { Marking = Marking.Red } };
        Assert.Equal(Trend.New, PictureOf(Partnership, held, before, Marking.Green, Noon).OnTrust().Trend);
    }

    [Fact]
    public void What_is_not_assessed_any_more_has_no_trend() => Assert.Null(TrendOf([], [Trust("ana", 3)]));

    [Fact]
    public void Who_stood_before_is_chosen_as_who_stands_now() =>
        Assert.Equal(Trend.Up, TrendOf([Trust("ana", 3)], [Trust("ana", 5) with { InformationCutOff = CutOff.AddDays(-1) }, Trust("ana", 2)]));

    // China stands before Russia among the parties: level(CN>RU) − level(RU>CN), the same on both entries.
    [Fact]
    public void Asymmetry_goes_by_the_order_of_the_parties()
    {
        var picture = Shown(Trust("ana", 2), Trust("ana", 4) with { Perspective = FromChina });
        Assert.Equal((2.0, 2.0), (picture.OnTrust().Asymmetry, picture.On("trust-level", FromChina).Asymmetry));

        var turned = PictureOf(Partnership with { Parties = ["RU", "CN"] }, [Trust("ana", 2), Trust("ana", 4) with { Perspective = FromChina }], [], Marking.Clear, Noon);
        Assert.Equal((-2.0, -2.0), (turned.OnTrust().Asymmetry, turned.On("trust-level", FromChina).Asymmetry));
    }

    [Fact]
    public void Asymmetry_may_be_half_a_level()
    {
        var picture = Shown(Trust("ana", 2), Trust("bo", 3), Trust("ana", 2) with { Perspective = FromChina });
        Assert.Equal(-0.5, picture.OnTrust().Asymmetry);
    }

    [Fact]
    public void Without_the_other_side_there_is_no_asymmetry()
    {
        var picture = Shown(Trust("ana", 2));
        Assert.Null(picture.OnTrust().Asymmetry);
        Assert.Null(picture.On("trust-level", FromChina).Asymmetry);
    }

    [Fact]
    public void What_has_no_sides_has_no_asymmetry() =>
        Assert.Null(Shown(Trust("ana", 2) with { Dimension = "strategic-alignment", Perspective = null }).On("strategic-alignment", null).Asymmetry);

    private static Trend? TrendOf(Standing[] now, Standing[] before) => PictureOf(Partnership, now, before, Marking.Red, Noon).OnTrust().Trend;
}
