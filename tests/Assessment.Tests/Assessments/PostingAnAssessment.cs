using Assessment.Server.Access;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class PostingAnAssessment
{
    [Fact]
    public void Opens_a_draft_in_the_analysts_name() => Given.Nothing.Post(Ana, Text(Trust(Cable))).Then(Drafted(Trust(Cable)));

    [Fact]
    public void A_draft_may_be_empty_and_cite_what_nobody_knows()
    {
        Given.Nothing.Post(Ana, Text()).Then(Drafted());
        Given.Nothing.Post(Ana, Text(Trust(Withdrawn, Elsewhere) with { Rationale = "" })).Then(Drafted(Trust(Withdrawn, Elsewhere) with { Rationale = "" }));
    }

    [Fact]
    public void Submits_it_at_once_when_asked_to() =>
        Given.Nothing.Post(Ana, Text(Trust(Cable)), submit: true).Then(Drafted(Trust(Cable)), Submitted());

    [Fact]
    public void Publishes_it_at_once_where_nobody_reviews() =>
        Given.Nothing.WithReviewers(0).Post(Ana, Text(Trust(Cable)), submit: true)
            .Then(Drafted(Trust(Cable)), Submitted(), Trusted([CableThen]), Published());

    [Fact]
    public void What_is_submitted_at_once_keeps_the_rules_of_submission() =>
        Given.Nothing.Post(Ana, Text(), submit: true).ThenRefused(422, "nothing-to-submit");

    [Fact]
    public void No_dimension_is_judged_twice_from_one_side() =>
        Given.Nothing.Post(Ana, Text(Trust(Cable), Trust(Article))).ThenRefused(422, "duplicate-dimension");

    [Fact]
    public void The_same_dimension_from_both_sides_is_two_questions()
    {
        var mirrored = Trust(Article) with { Perspective = FromChina };
        Given.Nothing.Post(Ana, Text(Trust(Cable), mirrored)).Then(Drafted(Trust(Cable), mirrored));
    }

    [Theory]
    [InlineData("trust-level", null)]
    [InlineData("trust-level", "RU>US")]
    [InlineData("trust-level", "US>CN")]
    [InlineData("strategic-alignment", "RU>CN")]
    public void A_perspective_is_of_the_two_parties_where_there_is_one(string dimension, string? perspective)
    {
        Perspective? from = Perspective.TryParse(perspective, out var parsed) ? parsed : null;
        Given.Nothing.Post(Ana, Text(Trust(Cable) with { Dimension = dimension, Perspective = from })).ThenRefused(422, "wrong-perspective");
    }

    [Fact]
    public void A_dimension_is_one_of_the_partnerships() =>
        Given.Nothing.Post(Ana, Text(Trust(Cable) with { Dimension = "weather" })).ThenRefused(422, "unknown-dimension");

    [Fact]
    public void The_cut_off_is_today_at_the_latest()
    {
        var today = Text(Trust(Cable)) with { InformationCutOff = Today };
        Given.Nothing.Post(Ana, today).Then(Drafted() with { Content = today });
        Given.Nothing.Post(Ana, today with { InformationCutOff = Today.AddDays(1) }).ThenRefused(422, "date-in-future");
    }

    [Fact]
    public void A_likelihood_out_of_range_leaves_no_content() => Given.Nothing.Post(Ana, content: null).ThenRefused(422, "likelihood-out-of-range");

    [Fact]
    public void The_partnership_is_one_that_the_analyst_sees()
    {
        Given.Nothing.Post(Ana, Text(), partnership: "india-japan").ThenRefused(422, "unknown-partnership");
        var closed = Given.Nothing with { Partnership = PartnershipWith(1) with { Marking = Marking.Amber } };
        closed.Post(Ana with { Clearance = Marking.Green }, Text()).ThenRefused(422, "unknown-partnership");
    }

    [Fact]
    public void The_marking_lies_between_the_partnerships_and_the_authors()
    {
        var partnership = Given.Nothing with { Partnership = PartnershipWith(1) with { Marking = Marking.Amber } };
        partnership.Post(Ana, Text()).ThenRefused(422, "marking-below-partnership");
        var amber = Text() with { Marking = Marking.Amber };
        partnership.Post(Ana with { Clearance = Marking.Amber }, amber).Then(Drafted() with { Content = amber });
        Given.Nothing.Post(Ana with { Clearance = Marking.Green }, amber).ThenRefused(422, "marking-above-clearance");
    }

    [Fact]
    public void What_is_stored_is_filed_under_its_partnership_and_marking()
    {
        var append = Given.Nothing.Post(Ana, Text(Trust(Cable))).Append!;
        Assert.Equal((Pair, "GREEN", 0L), (append.Partnership, append.Marking, append.Version));
    }
}
