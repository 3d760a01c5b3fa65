using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using CsCheck;
using Xunit;
using static Assessment.Tests.Picture.Exhibits;

namespace Assessment.Tests.Picture;

public class ChoosingWhoStands
{
    [Fact]
    public void Each_analyst_stands_once_by_the_latest_cut_off()
    {
        var later = Trust("ana", 5) with { InformationCutOff = CutOff.AddDays(1), Position = 10 };
        Assert.Equal([later], Picturing.Latest([Trust("ana", 2), later, Trust("ana", 3)], Marking.Red));
    }

    [Fact]
    public void Of_the_same_cut_off_the_later_position_stands()
    {
        var later = Trust("ana", 5) with { Position = 41 };
        Assert.Equal([later], Picturing.Latest([later, Trust("ana", 2)], Marking.Red));
        Assert.Equal([later], Picturing.Latest([Trust("ana", 2), later], Marking.Red));
    }

    [Fact]
    public void An_analyst_stands_on_each_question_separately()
    {
        var mirrored = Trust("ana", 4) with { Perspective = FromChina };
        Assert.Equal(2, Picturing.Latest([Trust("ana", 2), mirrored], Marking.Red).Count);
    }

    [Fact]
    public void Clearance_is_looked_at_before_who_is_latest()
    {
        var secret = Trust("ana", 5) with { Marking = Marking.Amber, InformationCutOff = CutOff.AddDays(1) };
        Assert.Equal(2, ShownTo(Marking.Green, Trust("ana", 2), secret).OnTrust().Level);
        Assert.Equal(5, ShownTo(Marking.Amber, Trust("ana", 2), secret).OnTrust().Level);
    }

    [Fact]
    public void What_is_above_the_clearance_counts_in_nothing()
    {
        var open = Trust("ana", 2, Claim(1, "C3", 11));
        var secret = Trust("bo", 5, Claim(2, "A1", 12)).Confident(Confidence.High).Likely(0.9) with { Marking = Marking.Red, InformationCutOff = CutOff.AddDays(9) };
        Assert.Equivalent(ShownTo(Marking.AmberStrict, open), ShownTo(Marking.AmberStrict, open, secret), strict: true);
    }

    [Fact]
    public void A_question_without_a_standing_is_not_assessed()
    {
        var trust = Shown().OnTrust();
        Assert.Equivalent(new DimensionAnswer { Dimension = "trust-level", Perspective = FromRussia, Name = "Trust level" }, trust, strict: true);
        Assert.Null(trust.Level);
        Assert.Equal(0, trust.Analysts);
    }

    [Fact]
    public void Questions_come_in_the_order_of_the_catalogue_and_of_the_parties()
    {
        var own = new Dimension("space", "Space", "How far?", Directed: false, 30, Catalogue.Standard[0].Levels);
        var partnership = Partnership with { Dimensions = [.. Catalogue.Standard, own] };
        var picture = PictureOf(partnership, [Trust("ana", 2) with { Dimension = "space", Perspective = null }], [], Marking.Clear, Noon);
        Assert.Equal(
            ["trust-level CN>RU", "trust-level RU>CN", "territorial-threat CN>RU", "territorial-threat RU>CN", "military-aid CN>RU", "military-aid RU>CN",
                "sanctions-evasion CN>RU", "sanctions-evasion RU>CN", "economic-dependence CN>RU", "economic-dependence RU>CN",
                "counterintelligence-activity CN>RU", "counterintelligence-activity RU>CN", "strategic-alignment ", "space "],
            picture.Select(entry => $"{entry.Dimension} {entry.Perspective}"));
        Assert.Equal(2, picture[^1].Level);
    }

    [Fact]
    public void Standings_are_shown_in_the_order_of_their_analysts() =>
        Assert.Equal(["ana", "bo", "cy"], Shown(Trust("cy", 1), Trust("ana", 1), Trust("bo", 1)).OnTrust().Standings.Select(standing => standing.Analyst));

    private static readonly string[] Analysts = ["ana", "bo", "cy", "di"];

    private static readonly Gen<Standing> AnyStanding = Gen.Select(
        Gen.Int[0, 3].Select(index => Analysts[index]), Gen.Int[1, 5], Gen.Enum<Marking>(), Gen.Int[0, 3], Gen.Bool, Gen.Select(Gen.Double[0.01, 0.99], Gen.Bool), Gen.Int[1, 4].List[0, 3],
        (analyst, level, marking, days, mirrored, said, origins) =>
            Said(Trust(analyst, level, [.. origins.Select(origin => Claim(100 + origin, "C3", origin))]), said.Item1, said.Item2) with
            {
                Marking = marking,
                InformationCutOff = CutOff.AddDays(days),
                Perspective = mirrored ? FromChina : FromRussia,
            });

    // No two facts share a position.
    private static readonly Gen<Standing[]> Any = AnyStanding.Array[0, 12].Select(held => held.Select((standing, index) => standing with { Position = index + 1 }).ToArray());

    [Fact]
    public void The_order_in_which_standings_are_read_does_not_matter() => Gen.Select(Any, Gen.Int).Sample((held, seed) =>
    {
        var shuffled = held.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equivalent(Shown(held), Shown(shuffled), strict: true);
    }, iter: 200);

    [Fact]
    public void Removing_what_is_above_the_clearance_first_gives_the_same_picture() => Gen.Select(Any, Any, Gen.Enum<Marking>()).Sample((now, before, clearance) =>
        Assert.Equivalent(
            PictureOf(Partnership, Cleared(now, clearance), Cleared(before, clearance), Marking.Red, Noon),
            PictureOf(Partnership, now, before, clearance, Noon), strict: true), iter: 200);

    [Fact]
    public void The_level_lies_between_the_lowest_and_the_highest() => Any.Sample(held =>
    {
        var trust = Shown(held).OnTrust();
        return trust.Analysts == 0 ? trust.Level is null : trust.Level >= trust.Lowest && trust.Level <= trust.Highest && trust.Agreement is >= 0 and <= 1;
    });

    // With a distribution, the level has the rest of what four equal others have.
    private static Standing Said(Standing standing, double probability, bool whole) => whole
        ? standing.Giving([.. Enumerable.Range(1, 5).Select(level => level == standing.Judgment.Level ? probability : (1 - probability) / 4)])
        : standing.Likely(probability);

    private static Standing[] Cleared(Standing[] held, Marking clearance) => [.. held.Where(standing => standing.Marking <= clearance)];
}
