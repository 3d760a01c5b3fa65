using System.Text.Json;
using Assessment.Client;
using Assessment.Client.Rules;
using Assessment.Dashboard.Writing;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class WritingADraft
{
    private static DraftJudgment Trust => new() { Dimension = "trust-level", Perspective = "RU>CN", Level = 2, Term = "likely", Confidence = "low", Rationale = "They plan." };

    [Theory]
    [InlineData("likely", "67.5")]
    [InlineData("almost-no-chance", "3")]
    [InlineData("almost-certain", "97")]
    public void A_word_shows_its_number(string term, string percent) => Assert.Equal(percent, new DraftJudgment { Term = term }.Percent);

    [Theory]
    [InlineData("72", "likely")]
    [InlineData("80", "very-likely")]
    [InlineData("99", "almost-certain")]
    [InlineData("0.5", "")]
    [InlineData("nothing", "")]
    public void A_number_shows_its_word(string percent, string term) => Assert.Equal(term, new DraftJudgment { Percent = percent }.Term);

    [Fact]
    public void What_was_said_is_sent_as_it_was_said()
    {
        var judgment = Trust;
        Assert.Equal(new LikelihoodSaid(Term: "likely"), judgment.Judgment().Likelihood);
        judgment.Percent = "72";
        Assert.Equal(new LikelihoodSaid(Probability: 0.72), judgment.Judgment().Likelihood);
    }

    [Theory]
    [InlineData(0.675, 0.55, 0.8, "likely", "term")]
    [InlineData(0.7, 0.55, 0.8, "likely", "number")]
    [InlineData(0.7, 0.6, 0.8, "likely", "band")]
    public void What_was_answered_is_said_again_as_it_was(double probability, double low, double high, string term, string form)
    {
        var said = DraftJudgment.Of(Answered(new Likelihood(probability, low, high, term, null))).Likelihood!;
        Assert.Equal(form, said.Term is not null ? "term" : said.Probability is not null ? "number" : "band");
        Assert.Equal(probability, new DraftJudgment { Likelihood = said }.Probability!.Value, 6);
    }

    [Fact]
    public void What_was_said_comes_back_from_the_device_as_it_was_said()
    {
        foreach (var said in new[] { Trust, Outside() })
            Assert.Equal(said.Likelihood, JsonSerializer.Deserialize<DraftJudgment>(JsonSerializer.Serialize(said))!.Likelihood);
    }

    [Fact]
    public void A_distribution_is_sent_in_place_of_a_likelihood()
    {
        var judgment = Trust;
        judgment.Shares = ["5", "70", "20", "5", ""];
        Assert.True(judgment.IsComplete);
        Assert.Null(judgment.Judgment().Likelihood);
        Assert.Equal([0.05, 0.7, 0.2, 0.05, 0], judgment.Judgment().Distribution!);
        Assert.Equal(judgment.Shares, JsonSerializer.Deserialize<DraftJudgment>(JsonSerializer.Serialize(judgment))!.Shares);
    }

    [Theory]
    [InlineData("The five shares add up to 95 %, not to 100 %.", "5", "70", "20", "", "")]
    [InlineData("Another level than the chosen one is the most probable; choose that one.", "5", "20", "70", "5", "")]
    [InlineData("Analysis does not deal in certainty: no level has more than 99 %.", "", "100", "", "", "")]
    [InlineData("Each of the five is a probability, from 0 to 1.", "many", "70", "20", "5", "5")]
    [InlineData("Each of the five is a probability, from 0 to 1.", "-5", "85", "20", "", "")]
    public void A_distribution_that_cannot_be_taken_says_why(string fault, params string[] shares)
    {
        var judgment = Trust;
        judgment.Shares = [.. shares];
        Assert.Equal(fault, judgment.DistributionFault);
        Assert.False(judgment.IsComplete);
    }

    [Fact]
    public void A_distribution_that_was_answered_is_said_again()
    {
        var said = DraftJudgment.Of(Answered(new(0.7, 0.55, 0.8, "likely", "likely")) with { Distribution = [0.05, 0.7, 0.2, 0.04, 0.01] });
        Assert.Equal(["5", "70", "20", "4", "1"], said.Shares);
        Assert.Null(said.Likelihood);
        Assert.False(DraftJudgment.Of(Answered(new(0.7, 0.55, 0.8, "likely", "likely"))).GivesDistribution);
    }

    [Fact]
    public void A_share_that_was_never_heard_of_goes_where_it_was_typed()
    {
        var draft = new Draft { Judgments = [Trust] };
        TypedField.Set(draft, $"{draft.Judgments[0].Id}.share2", "70");
        TypedField.Set(draft, $"{draft.Judgments[0].Id}.share6", "7");
        Assert.Equal(["", "70", "", "", ""], draft.Judgments[0].Shares);
    }

    [Fact]
    public void A_judgment_without_level_likelihood_or_confidence_is_not_sent()
    {
        var draft = new Draft { Title = "Trust", InformationCutOff = "2025-06-07", Judgments = [Trust, new() { Dimension = "military-aid" }, Outside()] };
        Assert.True(draft.CanBeSaved);
        Assert.Equal(["trust-level"], draft.Content().Judgments.Select(judgment => judgment.Dimension));
    }

    [Theory]
    [InlineData("", "2025-06-07")]
    [InlineData("Trust", "")]
    [InlineData("Trust", "soon")]
    public void Without_a_title_and_a_day_it_stays_on_the_device(string title, string cutOff) =>
        Assert.False(new Draft { Title = title, InformationCutOff = cutOff }.CanBeSaved);

    [Fact]
    public void Lists_are_written_one_a_line()
    {
        var judgment = Trust;
        judgment.Alternatives = " It is theatre. \n\nIt is routine.";
        Assert.Equal(["It is theatre.", "It is routine."], judgment.Judgment().Alternatives);
    }

    [Fact]
    public void What_was_typed_and_never_heard_of_goes_where_it_was_typed()
    {
        var draft = new Draft { Judgments = [Trust] };
        TypedField.Set(draft, "title", "Trust");
        TypedField.Set(draft, $"{draft.Judgments[0].Id}.rationale", "They plan against it.");
        TypedField.Set(draft, "gone.rationale", "Nobody's.");
        Assert.Equal(("Trust", "They plan against it."), (draft.Title, draft.Judgments[0].Rationale));
    }

    [Theory]
    [InlineData("likelihood", "unlikely")]
    [InlineData("likelihood", "32.5")]
    public void A_choice_that_was_never_heard_of_stands_as_it_was_made(string member, string typed)
    {
        var draft = new Draft { Judgments = [Trust] };
        foreach (var (name, value) in new[] { (member, typed), ("level", "4"), ("confidence", "high") }) TypedField.Set(draft, $"{draft.Judgments[0].Id}.{name}", value);
        var judgment = draft.Judgments[0];
        Assert.Equal(("unlikely", "32.5", 4, "high"), (judgment.Term, judgment.Percent, judgment.Level, judgment.Confidence));
    }

    private static DraftJudgment Outside()
    {
        var judgment = Trust;
        judgment.Percent = "100";
        Assert.False(Yardstick.IsInRange(judgment.Probability!.Value));
        return judgment;
    }

    private static JudgmentAnswer Answered(Likelihood likelihood) =>
        new("trust-level", "RU>CN", 2, "Distrustful", likelihood, "low", "They plan.", [], [], [], [], 0, true, null, null, "");
}
