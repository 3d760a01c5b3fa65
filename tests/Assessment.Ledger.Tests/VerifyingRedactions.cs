using Assessment.Ledger.Bundles;
using Xunit;

namespace Assessment.Ledger.Tests;

public class VerifyingRedactions
{
    private const int Removed = 7;

    private static readonly Ed25519Key Key = new(SyntheticLog.Origin, 1);
    private static readonly long Position = SyntheticLog.Position(Removed);

    [Fact]
    public async Task Text_removed_by_two_persons_is_lawfully_gone_and_its_case_is_named()
    {
        var verdict = await VerifyAsync(log => { Propose(log); Approve(log); });
        Assert.Empty(verdict.Findings);
        Assert.Equal(Outcome.Redacted, verdict.Outcome);
        Assert.Equal([new Redaction(Removed, Position, "case-7", "aud", "lea")], verdict.Redactions);
    }

    [Fact]
    public async Task Positions_may_be_written_as_text()
    {
        var verdict = await VerifyAsync(log =>
        {
            log.Add(Stream, "redaction-proposed", $$"""{"redaction": "{{Stream}}", "position": "{{Position}}", "case": "case-7", "reason": "a name"}""", "aud");
            log.Add(Stream, "redaction-approved", $$"""{"redaction": "{{Stream}}", "position": "{{Position}}", "case": "case-7"}""", "lea");
        });
        Assert.Equal(Outcome.Redacted, verdict.Outcome);
    }

    [Fact]
    public async Task An_approval_that_is_not_yet_carried_out_changes_nothing()
    {
        var log = new SyntheticLog(20, Key);
        Propose(log);
        Approve(log);
        Assert.Equal(Outcome.Verified, (await Parts.OfAsync(log)).Verify().Outcome);
    }

    public static TheoryData<string> Unlawful => [.. Ways.Keys];

    private static readonly Dictionary<string, Action<SyntheticLog>> Ways = new()
    {
        ["nobody asked"] = _ => { },
        ["nobody approved"] = log => Propose(log),
        ["nobody proposed"] = log => Approve(log),
        ["approved before it was proposed"] = log => { Approve(log); Propose(log); },
        ["approved by who proposed"] = log => { Propose(log); Approve(log, actor: "aud"); },
        ["approved by nobody"] = log => { Propose(log); Approve(log, actor: ""); },
        ["proposed by nobody"] = log => { Propose(log, actor: ""); Approve(log); },
        ["of another position"] = log => { Propose(log, position: Position + 1); Approve(log, position: Position + 1); },
        ["approved for another position"] = log => { Propose(log, position: Position + 1); Approve(log); },
        ["of another case"] = log => { Propose(log, @case: "case-8"); Approve(log, @case: "case-8"); },
        ["approved for another case"] = log => { Propose(log, @case: "case-8"); Approve(log); },
        ["another redaction was approved"] = log => { Propose(log); Approve(log, redaction: Guid.Empty); },
        ["what it says is no JSON"] = log => { Propose(log); log.Add(Stream, "redaction-approved", "{", "lea"); },
        ["it says something else"] = log => { Propose(log); log.Add(Stream, "redaction-approved", "[7]", "lea"); },
        ["it says too little"] = log => { Propose(log); log.Add(Stream, "redaction-approved", $$"""{"redaction": "{{Stream}}", "position": {{Position}}.5, "case": "case-7"}""", "lea"); },
        ["another kind of fact says so"] = log => { Propose(log); log.Add(Stream, "judgment-made", ApprovalOf(Stream, Position, "case-7"), "lea"); },
    };

    [Theory]
    [MemberData(nameof(Unlawful))]
    public async Task Text_removed_in_any_other_way_is_tampered_with(string way)
    {
        var verdict = await VerifyAsync(Ways[way]);
        Assert.Equal((Outcome.Tampered, (long?)Removed), (verdict.Outcome, verdict.Findings[0].Index));
        Assert.Contains("was removed in case case-7", verdict.Findings[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_that_was_put_in_later_does_not_count()
    {
        var log = new SyntheticLog(20, Key);
        Propose(log);
        log.Add(Stream, "redaction-approved", ApprovalOf(Stream, Position + 1, "case-7"), "lea");
        var verdict = Remove(await Parts.OfAsync(log)).Fact(21, fact => fact with { Data = ApprovalOf(Stream, Position, "case-7") }).Verify();
        Assert.Equal([Removed, 21L], verdict.Findings.Select(finding => finding.Index!.Value).Order());
    }

    [Fact]
    public async Task What_else_a_redacted_fact_says_still_has_to_be_as_it_was()
    {
        var log = new SyntheticLog(20, Key);
        Propose(log);
        Approve(log);
        var parts = Remove(await Parts.OfAsync(log)).Fact(Removed, fact => fact with { Actor = "mallory" });
        Assert.Equal((Outcome.Tampered, (long?)Removed), (parts.Verify().Outcome, parts.Verify().Findings[0].Index));
    }

    /// <summary>Who changes the headers after the redaction may put in another word about it, too.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task What_a_redaction_left_has_to_stay_as_it_was_put_on_record_first(bool asItWas, bool toldAgain)
    {
        const string Other = """{"marking": "CLEAR"}""";
        var log = new SyntheticLog(20, Key);
        Propose(log);
        CarryOut(log, Other);
        Approve(log);
        var headers = "";
        (await Parts.OfAsync(log)).Fact(Removed, fact =>
        {
            headers = fact.Headers;
            return fact;
        });
        CarryOut(log, Other, Guid.Empty);
        CarryOut(log, headers);
        if (toldAgain) CarryOut(log, Other);

        var verdict = Remove(await Parts.OfAsync(log)).Fact(Removed, fact => asItWas ? fact : fact with { Headers = Other }).Verify();
        if (asItWas) Assert.Empty(verdict.Findings);
        else Assert.Equal(new Finding(Outcome.Tampered, Removed, "its headers are not those that the redaction in case case-7 left"), Assert.Single(verdict.Findings));
        Assert.Equal(asItWas ? Outcome.Redacted : Outcome.Tampered, verdict.Outcome);
    }

    private static Guid Stream { get; } = new("99999999-0000-4000-8000-000000000000");

    private static async Task<Verdict> VerifyAsync(Action<SyntheticLog> happens)
    {
        var log = new SyntheticLog(20, Key);
        happens(log);
        return Remove(await Parts.OfAsync(log)).Verify();
    }

    private static Parts Remove(Parts parts) => parts.Fact(Removed, fact => fact with { Salt = null, Data = null, Redacted = "case-7" });

    private static void Propose(SyntheticLog log, long? position = null, string @case = "case-7", string actor = "aud") =>
        log.Add(Stream, "redaction-proposed", $$"""{"redaction": "{{Stream}}", "position": {{position ?? Position}}, "case": "{{@case}}", "reason": "a name"}""", actor);

    private static void Approve(SyntheticLog log, long? position = null, string @case = "case-7", string actor = "lea", Guid? redaction = null) =>
        log.Add(Stream, "redaction-approved", ApprovalOf(redaction ?? Stream, position ?? Position, @case), actor);

    private static void CarryOut(SyntheticLog log, string headers, Guid? redaction = null) =>
        log.Add(Stream, "redaction-carried-out", $$"""{"redaction": "{{redaction ?? Stream}}", "position": {{Position}}, "headersDigest": "{{Digest.OfHeaders([], headers).ToHex()}}"}""", "lea");

    private static string ApprovalOf(Guid redaction, long position, string @case) => $$"""{"redaction": "{{redaction}}", "position": {{position}}, "case": "{{@case}}"}""";
}
