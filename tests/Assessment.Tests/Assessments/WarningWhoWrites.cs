using Assessment.Client.Rules;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Assessments;

public class WarningWhoWrites
{
    private static readonly WeighedClaim Cable = new(Guid.NewGuid(), true, true, false, "CLEAR", "B2", Guid.NewGuid());
    private static readonly WeighedJudgment Trust = new("trust-level", "RU>CN", "A rationale that is long enough.", "moderate", [Cable]);

    [Fact]
    public void Nothing_is_wrong_with_what_keeps_the_rules() => Assert.Empty(SubmissionRules.BrokenBy([Trust], "CLEAR"));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() => Assert.Equal(
        ["rationale-missing", "marking-below-evidence", "claim-withdrawn", "unknown-claim", "confidence-outruns-evidence"],
        Codes("GREEN", Trust with
        {
            Rationale = "Short.",
            Confidence = "high",
            Claims = [Cable with { Marking = "AMBER" }, Cable with { Withdrawn = true }, Cable with { IsKnown = false, Marking = null }],
        }));

    [Fact]
    public void Less_likely_than_not_is_told_unless_the_other_levels_have_theirs()
    {
        Assert.Equal(["likelihood-below-even"], Codes("CLEAR", Trust with { Probability = 0.45 }));
        Assert.Empty(Codes("CLEAR", Trust with { Probability = 0.5 }));
        Assert.Empty(Codes("CLEAR", Trust with { Probability = null }));
    }

    [Fact]
    public void What_speaks_against_supports_nothing() => Assert.Equal(["uncited-judgment"], Codes("CLEAR", Trust with { Claims = [Cable with { Supports = false }] }));

    [Fact]
    public void Origins_are_counted_once_and_by_name() =>
        Assert.Equal(1, (Trust with { Claims = [Cable, Cable with { Id = Guid.NewGuid() }, Cable with { Origin = null }, Cable with { Origin = Guid.NewGuid(), Withdrawn = true }] }).Origins);

    [Fact]
    public void The_words_are_those_of_the_service()
    {
        Assert.Equal(Server.Tradecraft.Codes.All<LikelihoodTerm>(), Yardstick.Terms);
        Assert.Equal(Server.Tradecraft.Codes.All<Marking>(), SubmissionRules.Markings);
    }

    private static string[] Codes(string marking, params WeighedJudgment[] judgments) => [.. SubmissionRules.BrokenBy(judgments, marking).Select(broken => broken.Code)];
}
