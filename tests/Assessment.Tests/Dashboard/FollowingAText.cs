using Assessment.Client;
using Assessment.Dashboard.Assessments;
using Assessment.Dashboard.Evidence;
using Assessment.Dashboard.Words;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class FollowingAText
{
    private static readonly Guid Cable = Guid.NewGuid();
    private static readonly Likelihood Likely = new(0.675, 0.55, 0.8, "likely", "likely");
    private static readonly JudgmentAnswer Trust = new(
        "trust-level", "RU>CN", 2, "Distrustful", Likely, "moderate", "They plan against it.", [new(Cable, "supports", "B2", false)], ["It is theatre."], [], [], 1, true, "intact", false, "We judge …");

    private static readonly Revision First = new(1, null, "Trust", new(2025, 6, 7), null, [], [Trust]);

    [Fact]
    public void Words_that_came_and_went_are_told_apart() => Assert.Equal(
        [new TextRun(TextRunKind.Kept, "The unit "), new(TextRunKind.Lost, "plans"), new(TextRunKind.Gained, "planned"), new(TextRunKind.Kept, " against it.")],
        TextChange.Between("The unit plans against it.", "The unit planned against it."));

    [Fact]
    public void A_text_that_is_written_anew_is_not_told_word_by_word() => Assert.Equal(
        [new TextRun(TextRunKind.Lost, "15 Apr 2023"), new(TextRunKind.Gained, "10 Jul 2025")], TextChange.Between("15 Apr 2023", "10 Jul 2025"));

    [Fact]
    public void The_runs_hold_both_texts() => Gen.Char["ab \n"].Array[0, 30].Select(letters => new string(letters)).Array[2].Sample(texts =>
    {
        var runs = TextChange.Between(texts[0], texts[1]);
        Assert.Equal(texts[0], string.Concat(runs.Where(run => run.Kind is not TextRunKind.Gained).Select(run => run.Text)));
        Assert.Equal(texts[1], string.Concat(runs.Where(run => run.Kind is not TextRunKind.Lost).Select(run => run.Text)));
    });

    [Fact]
    public void A_text_that_says_the_same_has_no_changes() => Assert.Empty(Between(First, First with { Number = 2 }));

    [Fact]
    public void Each_change_says_what_it_is_about() => Assert.Equal(
        [
            (null, "title", "Trust", "Trust again"),
            ("Trust level, Russia → China", "level", "2 of 5, distrustful", "3 of 5, guarded"),
            ("Trust level, Russia → China", "confidence", "moderate", "low"),
            ("Trust level, Russia → China", "cites", "", $"against: {Cable}"),
            ("Trust level, Russia → China", "no longer cited", Cable.ToString(), ""),
            ("Trust level, Russia → China", "alternative left out", "It is theatre.", ""),
        ],
        Between(First, First with
        {
            Title = "Trust again",
            Judgments = [Trust with { Level = 3, Label = "Guarded", Confidence = "low", Claims = [new(Cable, "opposes", "B2", false)], Alternatives = [] }],
        }).Select(change => (change.About, change.What, change.Before, change.After)));

    [Fact]
    public void Judgments_come_in_and_drop_out() => Assert.Equal(
        ["judged anew", "no longer judged"],
        Between(First, First with { Judgments = [Trust with { Perspective = "CN>RU" }] }).Select(change => change.What));

    private static IReadOnlyList<RevisionChange> Between(Revision before, Revision after) =>
        RevisionChange.Between(before, after, [new("trust-level", "Trust level", "How far?", true, 90, [])], KnownEvidence.None);
}
