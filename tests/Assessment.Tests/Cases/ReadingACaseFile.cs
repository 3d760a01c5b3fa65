using System.Text;
using System.Text.Json.Nodes;
using Assessment.Client.Cases;
using Xunit;

namespace Assessment.Tests.Cases;

public sealed class ReadingACaseFile
{
    private static readonly byte[] Reference = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Cases", "china-russia.case.json"));

    [Fact]
    public void The_reference_case_is_read_whole()
    {
        var file = CaseFile.Parse(Reference);

        Assert.Equal(73, file.Claims.Count);
        Assert.Equal(15, file.Sources.Count);
        Assert.Equal(27, file.Steps.Count);
        Assert.Equal("lead-1", file.Lead.Subject);
        Assert.Equal("analyst-1", file.Analyst.Subject);
        Assert.Equal(12, file.Steps.Select(step => step.GetType()).Distinct().Count());
    }

    [Fact]
    public void A_citation_has_a_short_and_a_long_form()
    {
        var leak = CaseFile.Parse(Reference).Steps.OfType<PostAssessmentStep>().Single(step => step.Key == "leak");

        Assert.Equal(new CaseCitation("EV-004"), leak.Judgments[0].Claims[0]);
        Assert.Equal(new CaseCitation("EV-003", "opposes"), leak.Judgments[0].Claims[^1]);
    }

    [Fact]
    public void Every_write_of_the_steps_has_an_idempotency_key_of_its_own()
    {
        var keys = Keys(CaseFile.Parse(Reference));

        Assert.Equal(27 + 1 + 3, keys.Count);
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, key => Assert.True(key.Length is >= 1 and <= 64 && key.All(c => c is > ' ' and <= '~'), key));
        Assert.Equal(keys, Keys(CaseFile.Parse(Reference)));
    }

    [Fact]
    public void The_second_approval_is_of_the_second_revision()
    {
        var file = CaseFile.Parse(Reference);
        var walk = new CaseWalk(file);
        List<int> revisions = [];
        foreach (var step in file.Steps)
        {
            if (step is ApproveStep { Assessment: "spring-2023" }) revisions.Add(walk.Revision("spring-2023"));
            walk.Pass(step);
        }

        Assert.Equal([1, 2], revisions);
        Assert.Equal(3, walk.Forecasters("map-question"));
        Assert.Equal(5, walk.Credibility("EV-043"));
        Assert.Equal(["ivashchenko", "ukrainska-pravda", "seed"], walk.Chain("EV-034"));
    }

    [Fact]
    public void An_unknown_step_is_named_with_its_place()
    {
        var refused = Refused(file => file["steps"]![4]!["do"] = "applaud");

        Assert.Contains("'applaud' is no step", refused, StringComparison.Ordinal);
        Assert.Contains("$.steps[4]", refused, StringComparison.Ordinal);
        Assert.Contains("post-assessment", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_member_of_a_step_is_named_with_its_place()
    {
        var refused = Refused(file => file["steps"]![1]!["coment"] = "fine");

        Assert.Contains("'approve'", refused, StringComparison.Ordinal);
        Assert.Contains("coment", refused, StringComparison.Ordinal);
        Assert.Contains("$.steps[1]", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_member_is_named() =>
        Assert.Contains("reliability", Refused(file => ((JsonObject)file["sources"]![0]!).Remove("reliability")), StringComparison.Ordinal);

    [Fact]
    public void A_claim_needs_its_sources() =>
        Assert.Contains("Claim 'EV-001' names the source 'nobody'", Refused(file => file["claims"]![0]!["chain"]![0] = "nobody"), StringComparison.Ordinal);

    [Fact]
    public void A_step_names_only_what_came_before_it() =>
        Assert.Contains(
            "Step 1 (post-assessment early-2022 as analyst-1) names the claim 'EX-001'",
            Refused(file => file["steps"]![0]!["judgments"]![0]!["claims"]![0] = "EX-001"),
            StringComparison.Ordinal);

    [Fact]
    public void Claims_of_one_step_refer_to_each_other_in_order()
    {
        var file = Changed(json => json["steps"]![14]!["claims"]![1]!["corroborates"] = new JsonArray("EX-001"));
        var related = file.Steps.OfType<RegisterClaimsStep>().Last().Claims[1];

        Assert.Equal([CaseKey.Claim("EX-001"), CaseKey.Claim("EV-044")], related.Related());
    }

    [Fact]
    public void A_step_is_done_by_a_persona() =>
        Assert.Contains("is done by nobody of the case", Refused(file => file["steps"]![1]!["as"] = "stranger"), StringComparison.Ordinal);

    [Fact]
    public void A_key_stands_once() =>
        Assert.Contains("a second time", Refused(file => file["sources"]![1]!["key"] = "seed"), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "not said")]
    [InlineData("[]", "not said")]
    [InlineData("""{"format":"assessment-case/9"}""", "'assessment-case/9'")]
    [InlineData("{", "cannot be read")]
    public void Something_else_is_no_case_file(string text, string said) =>
        Assert.Contains(said, Assert.Throws<CaseFileException>(() => CaseFile.Parse(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    private static List<string> Keys(CaseFile file)
    {
        var walk = new CaseWalk(file);
        List<string> keys = [];
        foreach (var step in file.Steps)
        {
            keys.AddRange(step.Parts().Select(part => walk.IdempotencyKey(step, part)));
            walk.Pass(step);
        }

        return keys;
    }

    private static CaseFile Changed(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(Reference)!;
        change(json);
        return CaseFile.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static string Refused(Action<JsonNode> change) => Assert.Throws<CaseFileException>(() => Changed(change)).Message;
}
