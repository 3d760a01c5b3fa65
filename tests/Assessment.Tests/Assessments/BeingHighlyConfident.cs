using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class BeingHighlyConfident
{
    [Fact]
    public void Rests_on_two_origins_one_of_them_b2_or_better() => Given.Facts(Drafted(Sure(Cable, Article))).Submit(Ana).Then(Submitted());

    [Fact]
    public void One_origin_told_twice_is_one() => Refused(Sure(Cable, CableAgain));

    [Fact]
    public void One_claim_is_not_enough_however_good() => Refused(Sure(Cable));

    [Fact]
    public void Two_origins_without_a_good_grade_are_not_enough() => Refused(Sure(CableAgain, Article));

    [Fact]
    public void An_origin_that_nobody_can_name_counts_as_none() => Refused(Sure(Cable, Whisper));

    [Fact]
    public void The_good_grade_may_come_from_a_source_that_nobody_can_name() =>
        Given.Facts(Drafted(Sure(CableAgain, Article, Whisper))).Submit(Ana).Then(Submitted());

    [Fact]
    public void What_speaks_against_it_adds_no_origin() => Refused(SubmittingAnAssessment.Against(Sure(Cable), Article));

    [Fact]
    public void Moderate_confidence_needs_none_of_it() => Given.Facts(Drafted(Trust(Whisper))).Submit(Ana).Then(Submitted());

    [Fact]
    public void A_withdrawn_claim_adds_no_origin()
    {
        var evidence = Known(Cable, Article with { Withdrawn = true });
        Assert.Equal([Ministry.Id], evidence.OriginsOf([Cable.Id, Article.Id]));
        (Given.Facts(Drafted(Sure(Cable, Article))) with { Evidence = evidence }).Submit(Ana).ThenRefused(422, "claim-withdrawn");
    }

    [Fact]
    public void The_grade_is_that_of_the_weakest_link()
    {
        var retold = Cable with { Chain = [Ministry.Id, Daily.Id] };
        (Given.Facts(Drafted(Sure(Cable, Article))) with { Evidence = Known(retold, Article) }).Submit(Ana).ThenRefused(422, "confidence-outruns-evidence");
    }

    [Fact]
    public void Is_asked_again_at_approval_after_a_claim_was_regraded() =>
        (Given.Facts(Drafted(Sure(Cable, Article)), Submitted()) with { Evidence = Known(Cable with { Credibility = 4 }, Article) })
            .Approve(Rex).ThenRefused(422, "confidence-outruns-evidence");

    private static Judgment Sure(params ClaimState[] supporting) => Trust(supporting) with { Confidence = Confidence.High };

    private static void Refused(Judgment judgment) => Given.Facts(Drafted(judgment)).Submit(Ana).ThenRefused(422, "confidence-outruns-evidence");
}
