using Assessment.Server.Assessments;
using Assessment.Server.Tradecraft;
using Xunit;
using static Assessment.Tests.Assessments.Cast;

namespace Assessment.Tests.Assessments;

public class EditingAnAssessment
{
    private static readonly EditAssessment Anew = new("Trust, reconsidered", CutOff, [Input()], Marking.Amber);

    private static readonly AssessmentEdited Edited = new(Paper, new("Trust, reconsidered", CutOff, Marking.Amber, [Trust(Article) with { Level = 3 }]));

    [Fact]
    public void Writes_the_whole_text_of_a_draft_anew() => Given.Facts(Drafted(Trust(Cable))).Edit(Ana, Anew).Then(Edited);

    [Fact]
    public void Is_open_again_after_a_return() => Given.Facts(Drafted(Trust(Cable)), Submitted(), Returned()).Edit(Ana, Anew).Then(Edited);

    [Fact]
    public void Writes_the_open_revision_while_the_published_text_stands()
    {
        var given = Given.Facts([.. History, Opened(Text(Trust(Cable)))]);
        given.Edit(Ana, Anew).Then(Edited);
        Assert.Equal("Trust after the leak", given.Assessment!.Evolve(Edited, default, 0).Published!.Content.Title);
    }

    [Fact]
    public void Is_for_the_author_alone() => Given.Facts(Drafted(), Submitted()).Edit(Lea, Anew).ThenRefused(403, "not-the-author");

    [Fact]
    public void Somebody_elses_draft_does_not_exist() => Given.Facts(Drafted()).Edit(Bo, Anew).ThenRefused(404, "not-found");

    [Fact]
    public void What_is_not_there_cannot_be_edited() => Given.Nothing.Edit(Ana, Anew).ThenRefused(404, "not-found");

    [Fact]
    public void Nothing_changes_while_it_is_under_review() => Given.Facts(Drafted(), Submitted()).Edit(Ana, Anew).ThenRefused(409, "not-editable");

    [Fact]
    public void A_published_text_changes_only_by_a_revision() => Given.Facts(History).Edit(Ana, Anew).ThenRefused(409, "not-editable");

    [Fact]
    public void A_retracted_text_changes_no_more() => Given.Facts([.. History, Retracted]).Edit(Ana, Anew).ThenRefused(409, "not-editable");

    [Fact]
    public void Who_has_not_seen_the_last_version_is_too_late() => Given.Facts(Drafted(), Edited).Edit(Ana, Anew, ifMatch: 1).ThenRefused(412, "stale-version");

    [Fact]
    public void It_stays_on_its_partnership()
    {
        Given.Facts(Drafted()).Edit(Ana, Anew with { Partnership = "india-japan" }).ThenRefused(422, "other-partnership");
        Given.Facts(Drafted()).Edit(Ana, Anew with { Partnership = Pair }).Then(Edited);
    }

    [Theory]
    [InlineData(0.995)]
    [InlineData(0.005)]
    [InlineData(0)]
    [InlineData(1)]
    public void Nothing_is_certain(double probability) => Given.Facts(Drafted())
        .Edit(Ana, Anew with { Judgments = [Input() with { Likelihood = new(probability) }] }).ThenRefused(422, "likelihood-out-of-range");

    [Fact]
    public void A_band_reaching_out_of_range_is_refused_too() => Given.Facts(Drafted())
        .Edit(Ana, Anew with { Judgments = [Input() with { Likelihood = new(Low: 0.9, High: 0.999) }] }).ThenRefused(422, "likelihood-out-of-range");

    [Fact]
    public void A_distribution_says_how_likely_its_level_is()
    {
        var given = Input() with { Distribution = [0.05, 0.2, 0.7, 0.04, 0.01] };
        var judged = Trust(Article) with { Level = 3, Likelihood = Likelihood.OfProbability(0.7)!, Distribution = [0.05, 0.2, 0.7, 0.04, 0.01] };
        AssertEdited(given with { Likelihood = null }, judged);
        AssertEdited(given, judged);
        AssertEdited(given with { Likelihood = new(0.2) }, judged);

        static void AssertEdited(JudgmentInput input, Judgment judgment) => Given.Facts(Drafted())
            .Edit(Ana, Anew with { Judgments = [input] }).Then(new AssessmentEdited(Paper, new(Anew.Title, Anew.InformationCutOff, Anew.Marking, [judgment])));
    }

    [Fact]
    public void The_level_is_the_most_probable_of_its_distribution()
    {
        var given = Input() with { Distribution = [0.05, 0.4, 0.4, 0.1, 0.05] };
        foreach (var level in new[] { 1, 4, 5 }) Given.Facts(Drafted()).Edit(Ana, Anew with { Judgments = [given with { Level = level }] }).ThenRefused(422, "level-not-most-likely");
        foreach (var level in new[] { 2, 3 }) Assert.Null(Given.Facts(Drafted()).Edit(Ana, Anew with { Judgments = [given with { Level = level }] }).Refusal);
    }

    [Fact]
    public void A_distribution_is_not_certain_either() => Given.Facts(Drafted())
        .Edit(Ana, Anew with { Judgments = [Input() with { Distribution = [0, 0, 0.995, 0.005, 0] }] }).ThenRefused(422, "likelihood-out-of-range");

    [Fact]
    public void The_rules_for_a_draft_hold_again()
    {
        Given.Facts(Drafted()).Edit(Ana, Anew with { Judgments = [Input(), Input()] }).ThenRefused(422, "duplicate-dimension");
        Given.Facts(Drafted()).Edit(Ana, Anew with { Judgments = [Input() with { Perspective = null }] }).ThenRefused(422, "wrong-perspective");
        Given.Facts(Drafted()).Edit(Ana, Anew with { InformationCutOff = Today.AddDays(1) }).ThenRefused(422, "date-in-future");
    }

    [Fact]
    public void An_open_revision_marked_above_the_authors_clearance_is_not_written_over_unseen()
    {
        var secret = Given.Facts([.. History, Opened(Text() with { Marking = Marking.Red })]);
        secret.Edit(Ana with { Clearance = Marking.Green }, Anew with { Marking = Marking.Green }).ThenRefused(409, "not-editable");
    }

    private static AssessmentRetracted Retracted => new(Paper, Pair, "ana", "ana", "It was wrong.");

    private static JudgmentInput Input() =>
        new("trust-level", 3, Confidence.Moderate, Rationale, [new(Article.Id)], Perspective: FromRussia, Likelihood: new(Term: LikelihoodTerm.Likely));
}
