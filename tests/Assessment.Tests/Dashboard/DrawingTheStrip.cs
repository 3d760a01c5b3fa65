using Assessment.Client;
using Assessment.Dashboard.Glyphs;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class DrawingTheStrip
{
    private static readonly Likelihood Likely = new(0.675, 0.55, 0.8, "likely", "likely");
    private static readonly IReadOnlyList<Level> Levels = [.. new[] { "Hostile", "Distrustful", "Guarded", "Cooperative", "Allied" }.Index().Select(level => new Level(level.Index + 1, level.Item, "…"))];

    [Fact]
    public void A_standing_alone_is_on_its_level() => Assert.Equal(
        new StripMark(false, 0, "intact", "analyst-1: 2"), Assert.Single(Assert.Single(StripMark.Of(Entry(2, [Standing("analyst-1", 2)]))).Marks));

    [Fact]
    public void Marks_of_one_level_stand_beside_each_other_and_dissents_come_last()
    {
        var (level, marks) = Assert.Single(StripMark.Of(Entry(4, [Standing("a", 4), Standing("b", 4, "weakened")], [Dissent("c", 4, "d")])));
        Assert.Equal(4, level);
        Assert.Equal(
            [new(false, -15, "intact", "a: 4"), new(false, 0, "weakened", "b: 4, support weakened"), new(true, 15, "", "c, d dissent: 4")], marks);
    }

    [Fact]
    public void However_many_marks_stay_at_their_level_centred_and_apart() => Gen.Int[1, 80].Sample(count =>
    {
        var marks = Assert.Single(StripMark.Of(Entry(3, [.. Enumerable.Range(0, count).Select(index => Standing($"a{index}", 3))]))).Marks;
        Assert.Equal(count, marks.Count);
        Assert.Equal(0, marks.Sum(mark => mark.Offset), 6);
        Assert.All(marks, mark => Assert.InRange(mark.Offset, -30, 30));
        Assert.Equal(count, marks.Select(mark => mark.Offset).Distinct().Count());
    });

    [Fact]
    public void Every_standing_and_dissent_is_drawn_once() => Gen.Select(Gen.Int[1, 5].Array[0, 12], Gen.Int[1, 5].Array[0, 5]).Sample((standings, dissents) =>
    {
        var entry = Entry(null, [.. standings.Select(level => Standing("a", level))], [.. dissents.Select(level => Dissent("d", level))]);
        Assert.Equal(
            standings.Select(level => (level, false)).Concat(dissents.Select(level => (level, true))).Order(),
            StripMark.Of(entry).SelectMany(at => at.Marks.Select(mark => (at.Level, mark.Dissents))).Order());
    });

    [Theory]
    [InlineData(3, "guarded")]
    [InlineData(2.5, "between distrustful and guarded")]
    [InlineData(7, "7")]
    public void A_level_has_a_word(double level, string word) => Assert.Equal(word, StripMark.Label(level, Levels));

    [Fact]
    public void The_sentence_says_what_the_marks_show()
    {
        Assert.Equal("Level 2.5 of 5, between distrustful and guarded. a: 2; b: 3, support lost; c dissents: 1.",
            StripMark.Sentence(Entry(2.5, [Standing("a", 2), Standing("b", 3, "lost")], [Dissent("c", 1)]), Levels));
        Assert.Equal("Nothing you may see.", StripMark.Sentence(Entry(null, []), Levels));
        Assert.Equal("Nothing you may see. c dissents: 1.", StripMark.Sentence(Entry(null, [], [Dissent("c", 1)]), Levels));
    }

    private static PictureDimension Entry(double? level, PictureStanding[] standings, PictureDissent[]? dissents = null) => new(
        "trust-level", "RU>CN", "Trust level", level, null, null, null, null, standings.Length, Likely, new(0, 0, 0), new(0, 0, 0), 1, true, "B2", null, false, null, standings, dissents ?? []);

    private static PictureStanding Standing(string analyst, int level, string support = "intact") =>
        new(Guid.Empty, 1, analyst, level, Likely, "low", new(2025, 6, 1), default, 1, "GREEN", [], 1, true, false, support);

    private static PictureDissent Dissent(string analyst, int level, params string[] joiners) => new(Guid.Empty, Guid.Empty, analyst, level, "…", default, joiners);
}
