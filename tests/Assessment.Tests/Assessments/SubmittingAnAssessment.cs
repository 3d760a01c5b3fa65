using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class SubmittingAnAssessment
{
    [Fact]
    public void Gives_the_draft_to_review() => Given.Facts(Drafted(Trust(Cable))).Submit(Ana).Then(Submitted());

    [Fact]
    public void Gives_what_was_returned_to_review_again() =>
        Given.Facts(Drafted(Trust(Cable)), Submitted(), Returned()).Submit(Ana).Then(Submitted());

    [Fact]
    public void Gives_the_open_revision_to_review() =>
        Given.Facts([.. History, Opened(Text(Trust(Article)))]).Submit(Ana).Then(Submitted(revision: 2));

    [Fact]
    public void Publishes_where_nobody_reviews() =>
        Given.Facts(Drafted(Trust(Cable))).WithReviewers(0).Submit(Ana).Then(Submitted(), Trusted([CableThen]), Published());

    [Fact]
    public void Is_for_the_author_alone() => Given.Facts(Drafted(Trust(Cable))).Submit(Aud).ThenRefused(403, "not-the-author");

    [Fact]
    public void Happens_once() => Given.Facts(Drafted(Trust(Cable)), Submitted()).Submit(Ana).ThenRefused(409, "not-editable");

    [Fact]
    public void A_published_text_is_not_submitted_again() => Given.Facts(History).Submit(Ana).ThenRefused(409, "not-editable");

    [Fact]
    public void Who_has_not_seen_the_last_version_is_too_late() =>
        Given.Facts(Drafted(), new AssessmentEdited(Paper, Text(Trust(Cable)))).Submit(Ana, ifMatch: 1).ThenRefused(412, "stale-version");

    [Fact]
    public void Needs_a_judgment() => Given.Facts(Drafted()).Submit(Ana).ThenRefused(422, "nothing-to-submit");

    [Theory]
    [InlineData("")]
    [InlineData("Nineteen characters")]
    [InlineData("   padded to twenty     ")]
    public void Needs_a_rationale(string rationale) =>
        Given.Facts(Drafted(Trust(Cable) with { Rationale = rationale })).Submit(Ana).ThenRefused(422, "rationale-missing");

    [Fact]
    public void Twenty_characters_are_a_rationale() =>
        Given.Facts(Drafted(Trust(Cable) with { Rationale = "Exactly twenty chars" })).Submit(Ana).Then(Submitted());

    [Fact]
    public void Needs_a_claim() => Given.Facts(Drafted(Trust())).Submit(Ana).ThenRefused(422, "uncited-judgment");

    [Fact]
    public void What_only_speaks_against_it_is_no_support() =>
        Given.Facts(Drafted(Against(Trust(), Cable))).Submit(Ana).ThenRefused(422, "uncited-judgment");

    [Fact]
    public void A_level_is_held_by_who_finds_it_as_likely_as_not()
    {
        Given.Facts(Drafted(Held(0.49))).Submit(Ana).ThenRefused(422, "likelihood-below-even");
        Given.Facts(Drafted(Held(0.5))).Submit(Ana).Then(Submitted());
        Given.Nothing.Post(Ana, Text(Held(0.3)), submit: true).ThenRefused(422, "likelihood-below-even");
        Given.Facts(History).Revise(Ana, Text(Held(0.3)), submit: true).ThenRefused(422, "likelihood-below-even");
        Given.Nothing.Post(Ana, Text(Held(0.3))).Then(Drafted(Held(0.3)));
    }

    [Fact]
    public void With_a_distribution_the_most_probable_level_is_enough() =>
        Given.Facts(Drafted(Held(0.3) with { Distribution = [0.2, 0.3, 0.2, 0.2, 0.1] })).Submit(Ana).Then(Submitted());

    private static Judgment Held(double probability) => Trust(Cable) with { Likelihood = Likelihood.OfProbability(probability)! };

    [Fact]
    public void Looks_at_every_judgment() =>
        Given.Facts(Drafted(Trust(Cable), Trust() with { Perspective = FromChina })).Submit(Ana).ThenRefused(422, "uncited-judgment");

    [Fact]
    public void A_claim_that_nobody_recorded_is_unknown() =>
        (Given.Facts(Drafted(Trust(Cable))) with { Evidence = Known(Article) }).Submit(Ana).ThenRefused(422, "unknown-claim");

    [Fact]
    public void A_claim_on_another_partnership_is_unknown() => Given.Facts(Drafted(Trust(Cable, Elsewhere))).Submit(Ana).ThenRefused(422, "unknown-claim");

    [Fact]
    public void A_claim_that_the_author_may_not_see_is_unknown() =>
        Given.Facts(Drafted(Trust(Secret))).Submit(Ana with { Clearance = Marking.Green }).ThenRefused(422, "unknown-claim");

    [Fact]
    public void A_claim_against_must_be_known_too() =>
        Given.Facts(Drafted(Against(Trust(Cable), Elsewhere))).Submit(Ana).ThenRefused(422, "unknown-claim");

    [Fact]
    public void A_withdrawn_claim_is_not_cited_for_it() => Given.Facts(Drafted(Trust(Cable, Withdrawn))).Submit(Ana).ThenRefused(422, "claim-withdrawn");

    [Fact]
    public void A_withdrawn_claim_is_not_cited_against_it_either() =>
        Given.Facts(Drafted(Against(Trust(Cable), Withdrawn))).Submit(Ana).ThenRefused(422, "claim-withdrawn");

    [Fact]
    public void The_marking_is_at_least_that_of_the_evidence()
    {
        Given.Facts(Drafted(Trust(Secret))).Submit(Ana).ThenRefused(422, "marking-below-evidence");
        Given.Facts(Drafted(Against(Trust(Cable), Secret))).Submit(Ana).ThenRefused(422, "marking-below-evidence");
        Given.Facts(Drafted() with { Content = Text(Trust(Secret)) with { Marking = Marking.Amber } }).Submit(Ana).Then(Submitted());
    }

    internal static Judgment Against(Judgment judgment, params Server.Evidence.ClaimState[] opposing) =>
        judgment with { Claims = [.. judgment.Claims, .. opposing.Select(claim => new Citation(claim.Id, Stance.Opposes))] };
}
