using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class ApprovingAnAssessment
{
    private static readonly object[] UnderReview = [Drafted(Trust(Cable)), Submitted()];

    [Fact]
    public void The_only_approval_asked_for_publishes() =>
        Given.Facts(UnderReview).Approve(Rex).Then(Approved(Rex), Trusted([CableThen]), Published(1, "rex"));

    [Fact]
    public void A_distribution_is_published_with_its_judgment()
    {
        double[] given = [0.1, 0.6, 0.1, 0.1, 0.1];
        var judged = Trust(Cable) with { Likelihood = Likelihood.OfProbability(0.6)!, Distribution = given };
        Given.Facts(Drafted(judged), Submitted()).Approve(Rex)
            .Then(Approved(Rex), Trusted([CableThen]) with { Likelihood = judged.Likelihood, Distribution = given }, Published(1, "rex"));
    }

    /// <summary>It was submitted before the rule was there: what is asked again is the evidence.</summary>
    [Fact]
    public void What_was_submitted_below_even_before_is_published_as_it_is()
    {
        var judged = Trust(Cable) with { Likelihood = Likelihood.OfProbability(0.3)! };
        Given.Facts(Drafted(judged), Submitted()).Approve(Rex).Then(Approved(Rex), Trusted([CableThen]) with { Likelihood = judged.Likelihood }, Published(1, "rex"));
    }

    [Fact]
    public void Says_what_the_reviewer_said() =>
        Given.Facts(UnderReview).WithReviewers(2).Approve(Rex, "Sound.").Then(Approved(Rex, "Sound."));

    [Fact]
    public void The_second_of_two_publishes()
    {
        Given.Facts(UnderReview).WithReviewers(2).Approve(Rex).Then(Approved(Rex));
        Given.Facts([.. UnderReview, Approved(Rex)]).WithReviewers(2).Approve(Ria).Then(Approved(Ria), Trusted([CableThen]), Published(1, "rex", "ria"));
    }

    [Fact]
    public void The_third_of_three_publishes()
    {
        Given.Facts([.. UnderReview, Approved(Rex)]).WithReviewers(3).Approve(Ria).Then(Approved(Ria));
        Given.Facts([.. UnderReview, Approved(Rex), Approved(Ria)]).WithReviewers(3).Approve(Roy)
            .Then(Approved(Roy), Trusted([CableThen]), Published(1, "rex", "ria", "roy"));
    }

    [Fact]
    public void One_more_publishes_when_fewer_are_asked_for_than_have_approved() =>
        Given.Facts([.. UnderReview, Approved(Rex)]).WithReviewers(0).Approve(Ria).Then(Approved(Ria), Trusted([CableThen]), Published(1, "rex", "ria"));

    [Fact]
    public void Nobody_approves_twice() =>
        Given.Facts([.. UnderReview, Approved(Rex)]).WithReviewers(2).Approve(Rex).ThenRefused(409, "already-approved");

    [Fact]
    public void Nobody_approves_their_own_work() => Given.Facts(UnderReview).Approve(Ana).ThenRefused(403, "own-work");

    [Fact]
    public void Approvals_before_a_return_do_not_count()
    {
        object[] again = [.. UnderReview, Approved(Rex), Returned(), Submitted()];
        Given.Facts(again).WithReviewers(2).Approve(Ria).Then(Approved(Ria));
        Given.Facts(again).WithReviewers(2).Approve(Rex).Then(Approved(Rex));
    }

    [Fact]
    public void A_draft_does_not_exist_for_reviewers() => Given.Facts(Drafted(Trust(Cable))).Approve(Rex).ThenRefused(404, "not-found");

    [Fact]
    public void What_was_returned_waits_for_its_author() =>
        Given.Facts([.. UnderReview, Returned()]).Approve(Rex).ThenRefused(409, "not-submitted");

    [Fact]
    public void What_is_published_waits_for_nobody() => Given.Facts(History).Approve(Ria).ThenRefused(409, "not-submitted");

    [Fact]
    public void An_open_revision_is_not_under_review_yet() =>
        Given.Facts([.. History, Opened(Text(Trust(Cable)))]).Approve(Ria).ThenRefused(409, "not-submitted");

    [Fact]
    public void Who_has_not_seen_the_last_version_is_too_late() => Given.Facts(UnderReview).Approve(Rex, ifMatch: 1).ThenRefused(412, "stale-version");

    [Fact]
    public void A_text_marked_above_the_reviewers_clearance_does_not_exist()
    {
        var secret = Drafted() with { Content = Text(Trust(Cable)) with { Marking = Marking.Red } };
        Given.Facts(secret, Submitted()).Approve(Rex with { Clearance = Marking.Amber }).ThenRefused(404, "not-found");
    }

    [Fact]
    public void A_revision_marked_above_the_reviewers_clearance_is_not_approved_unseen()
    {
        var secret = Opened(Text(Trust(Cable)) with { Marking = Marking.Red });
        Given.Facts([.. History, secret, Submitted(2)]).Approve(Rex with { Clearance = Marking.Amber }).ThenRefused(409, "not-submitted");
    }

    [Fact]
    public void A_claim_withdrawn_since_submission_stops_it() =>
        (Given.Facts(UnderReview) with { Evidence = Known(Cable with { Withdrawn = true }) }).Approve(Rex).ThenRefused(422, "claim-withdrawn");

    [Fact]
    public void Does_not_ask_whether_the_reviewer_may_see_the_claims() =>
        Given.Facts(Drafted() with { Content = Text(Trust(Secret)) with { Marking = Marking.Amber } }, Submitted())
            .WithReviewers(2).Approve(Rex with { Clearance = Marking.Amber }).Then(Approved(Rex));

    [Fact]
    public void Publishes_every_judgment_with_all_that_a_reader_needs()
    {
        var alignment = Trust(Whisper) with { Dimension = "strategic-alignment", Perspective = null, Level = 4, Confidence = Confidence.Low };
        var trust = SubmittingAnAssessment.Against(Trust(Cable), Article);
        Given.Facts(Drafted(trust, alignment), Submitted()).Approve(Rex).Then(
            Approved(Rex),
            Trusted([CableThen, new(Article.Id, Stance.Opposes, new Grade(Reliability.C, 3), Daily.Id)]),
            new JudgmentPublished(Paper, 1, Pair, "strategic-alignment", null, "ana", Marking.Green, CutOff, 4,
                Likelihood.OfTerm(LikelihoodTerm.Likely), Confidence.Low, [new(Whisper.Id, Stance.Supports, new Grade(Reliability.B, 2), null)]),
            Published(1, "rex"));
    }

    [Fact]
    public void What_a_revision_leaves_out_is_dropped()
    {
        var mirrored = Trust(Article) with { Perspective = FromChina };
        object[] revised = [.. History, Opened(Text(mirrored)), Submitted(2)];
        Given.Facts(revised).Approve(Rex).Then(
            Approved(Rex, revision: 2),
            Trusted([new(Article.Id, Stance.Supports, new Grade(Reliability.C, 3), Daily.Id)], revision: 2) with { Perspective = FromChina },
            new JudgmentDropped(Paper, 2, Pair, "trust-level", FromRussia, "ana"),
            Published(2, "rex"));
    }

    [Fact]
    public void What_a_revision_keeps_is_not_dropped() =>
        Given.Facts([.. History, Opened(Text(Trust(Cable) with { Level = 3 })), Submitted(2)]).Approve(Rex)
            .Then(Approved(Rex, revision: 2), Trusted([CableThen], level: 3, revision: 2), Published(2, "rex"));
}
