using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Server.Access;
using Assessment.Server.Audit;
using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Assessment.Tests.Audit;

public class ShowingAFact
{
    private const string Claim = """{"claim":"c","corroborates":[{"claim":"g","marking":"GREEN"},{"claim":"a","marking":"AMBER"},{"claim":"x","marking":"TOP"}],"contradicts":[{"claim":"r","marking":"RED"}]}""";

    [Theory]
    [InlineData(Marking.Clear, "", "")]
    [InlineData(Marking.Green, "g", "")]
    [InlineData(Marking.Amber, "g a", "")]
    [InlineData(Marking.AmberStrict, "g a", "")]
    [InlineData(Marking.Red, "g a x", "r")]
    public void A_recorded_claim_names_no_other_above_the_clearance(Marking clearance, string corroborates, string contradicts)
    {
        var seen = Seen(clearance);

        Assert.Equal(corroborates, Named(seen, "corroborates"));
        Assert.Equal(contradicts, Named(seen, "contradicts"));
        Assert.Equal("c", (string?)seen["claim"]);
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", null)]
    [InlineData("|1.2.3", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_trace_id_is_the_second_part_of_a_traceparent(string? traceparent, string? id) => Assert.Equal(id, AuditedFact.TraceIdOf(traceparent));

    [Theory]
    [InlineData("application/x-ndjson", true)]
    [InlineData("Application/X-NDJSON", true)]
    [InlineData("application/x-ndjson, */*", true)]
    [InlineData("text/html, application/x-ndjson;q=0.9", true)]
    [InlineData("application/x-ndjson;q=0.5, application/json", false)]
    [InlineData("application/json, application/x-ndjson", false)]
    [InlineData("application/x-ndjson;q=0", false)]
    [InlineData("*/*", false)]
    [InlineData("", false)]
    [InlineData("not a type", false)]
    public void Lines_are_given_to_who_prefers_them(string accept, bool lines) =>
        Assert.Equal(lines, FactLines.AreAskedFor(new DefaultHttpContext { Request = { Headers = { Accept = accept } } }.Request));

    private static JsonNode Seen(Marking clearance) =>
        JsonNode.Parse(AuditedFact.Seen(JsonElement.Parse(Claim), new Actor("aud", [Roles.Auditor], clearance), new Dictionary<Guid, Marking>()).GetRawText())!;

    private static string Named(JsonNode claim, string list) => string.Join(' ', claim[list]!.AsArray().Select(other => (string?)other!["claim"]));
}
