using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

public class ReadingAnAssessment(TheService service)
{
    private const string Judgment = "dimension perspective level label likelihood confidence rationale claims alternatives assumptions indicators origins singleSourced support backdated statement";

    private Api Api => service.Api;

    [Fact]
    public async Task Has_the_members_of_the_contract()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync(await stage.SourceAsync("C"), credibility: 3)).Id;
        var published = await stage.PublishAsync(Api.Ana, claim, marking: "GREEN");
        var read = (await Api.Rea.GetAsync($"/assessments/{published.Id}")).Is(HttpStatusCode.OK).Json;

        Assert.Equal("id version partnership author status revision marking published pending dissents tradecraft", Members(read));
        Assert.Equal("revision reason title informationCutOff publishedAt position approvedBy judgments", Members(read["published"]));
        var judgment = read["published"]!["judgments"]![0]!;
        Assert.Equal(Judgment, Members(judgment));
        Assert.Equal("probability low high term phia", Members(judgment["likelihood"]));
        Assert.Equal("claim stance grade withdrawn", Members(judgment["claims"]![0]));

        Assert.Equal(
            (published.Id, 5, stage.Partnership, "ana", "published", 1, "GREEN"),
            (Text(read, "id"), read["version"]!.GetValue<int>(), Text(read, "partnership"), Text(read, "author"), Text(read, "status"), read["revision"]!.GetValue<int>(), Text(read, "marking")));
        Assert.Equal(
            ("Distrustful", 1, true, "intact", true),
            (Text(judgment, "label"), judgment["origins"]!.GetValue<int>(), judgment["singleSourced"]!.GetValue<bool>(), Text(judgment, "support"), judgment["backdated"]!.GetValue<bool>()));
        Assert.Equal($$"""{"claim":"{{claim}}","stance":"supports","grade":"C3","withdrawn":false}""", judgment["claims"]![0]!.ToJsonString());
        Assert.Equal("We judge it likely (55–80 %) that Russia's trust in China is at level 2 of 5, distrustful. We have moderate confidence in this judgment.", Text(judgment, "statement"));
        Assert.Null(read["pending"]);
        Assert.Empty(read["dissents"]!.AsArray());
    }

    [Fact]
    public async Task Has_the_members_of_the_contract_while_it_is_worked_on()
    {
        var stage = await Stage.SetAsync(Api);
        var read = (await stage.PostAsync(Api.Ana, [Stage.Judgment((await stage.ClaimAsync()).Id)], submit: false)).Json;
        Assert.Null(read["published"]);
        Assert.Equal("revision status reason title informationCutOff marking judgments approvedBy comments", Members(read["pending"]));
        Assert.Equal(Judgment, Members(read["pending"]!["judgments"]![0]));
    }

    [Fact]
    public async Task Says_nothing_new_to_who_holds_the_version()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        var path = $"/assessments/{published.Id}";
        var read = (await Api.Rea.GetAsync(path)).Is(HttpStatusCode.OK);
        Assert.Equal(("\"5\"", "\"5\""), (published.ETag, read.ETag));
        Assert.Empty((await Api.Rea.GetAsync(path, ("If-None-Match", read.ETag!))).Is(HttpStatusCode.NotModified).Text);
        (await Api.Ana.PostAsync($"{path}/retraction", new { reason = "It was wrong." }, published.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("\"6\"", (await Api.Rea.GetAsync(path, ("If-None-Match", read.ETag!))).Is(HttpStatusCode.OK).ETag);
    }

    [Fact]
    public async Task Shows_it_as_of_a_position_and_of_a_time()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id);
        var path = $"/assessments/{published.Id}";
        var position = published.Json["published"]!["position"]!.GetValue<long>();
        var at = DateTimeOffset.Parse(Text(published.Json["published"]!, "publishedAt"), null);
        (await Api.Ana.PostAsync($"{path}/retraction", new { reason = "It was wrong." }, published.IfMatch)).Is(HttpStatusCode.OK);

        Assert.Equal("published", Text((await Api.Rea.GetAsync($"{path}?asOf={position}")).Is(HttpStatusCode.OK).Json, "status"));
        (await Api.Rea.GetAsync($"{path}?asOf={position - 1}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("submitted", Text((await Api.Rex.GetAsync($"{path}?asOf={Running.Api.Time(at.AddMicroseconds(-1))}")).Is(HttpStatusCode.OK).Json, "status"));
        (await Api.Rea.GetAsync($"{path}?asOf=2001-01-01T00:00:00Z")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.Rea.GetAsync($"{path}?asOf={Running.Api.Time(DateTimeOffset.UtcNow.AddDays(1))}")).IsRefused(HttpStatusCode.UnprocessableEntity, "moment-in-future");
        (await Api.Rea.GetAsync($"{path}?asOf=yesterday")).IsRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Above_the_clearance_there_is_nothing()
    {
        var stage = await Stage.SetAsync(Api);
        var published = await stage.PublishAsync(Api.Ana, (await stage.ClaimAsync()).Id, marking: "AMBER");
        (await Api.As("rea", "reader", "GREEN").GetAsync($"/assessments/{published.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.As("rea", "reader", "AMBER").GetAsync($"/assessments/{published.Id}")).Is(HttpStatusCode.OK);
    }

    private static string Members(JsonNode? node) => string.Join(' ', node!.AsObject().Select(member => member.Key));

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
