using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class RegradingASource(TheService service)
{
    [Fact]
    public async Task Answers_it_with_its_new_letter_and_keeps_the_reason()
    {
        var source = (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created);
        var regraded = (await service.Api.Bo.PostAsync($"/sources/{source.Id}/regradings", new { reliability = "D", reason = "It was wrong twice." }, source.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(("D", "\"2\"", 2L), (regraded.Word("reliability"), regraded.ETag, regraded.Number("version")));
        Assert.Equal(regraded.Text, (await service.Api.Rea.GetAsync($"/sources/{source.Id}")).Text);

        var fact = (await RecordedFact.OfStreamAsync(service.Database, source.Id))[1];
        Assert.Equal(("source-regraded", "It was wrong twice.", "B"), (fact.Type, fact.Data["reason"]!.GetValue<string>(), fact.Data["was"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Again_changes_nothing()
    {
        var source = (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created);
        var same = (await service.Api.Ana.PostAsync($"/sources/{source.Id}/regradings", new { reliability = "B", reason = "Looked again." }, source.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal((source.Text, source.ETag), (same.Text, same.ETag));
        Assert.Single(await RecordedFact.OfStreamAsync(service.Database, source.Id));
    }

    [Fact]
    public async Task Grades_the_claims_that_rest_on_it_anew()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var claim = (await stage.ClaimAsync(source)).Id;
        (await service.Api.Ana.PostAsync($"/sources/{source}/regradings", new { reliability = "E", reason = "Forged." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        Assert.Equal("E2", (await service.Api.Rea.GetAsync($"/claims/{claim}")).Word("grade"));
    }

    [Fact]
    public async Task Needs_a_letter_and_a_reason()
    {
        var source = (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created);
        (await service.Api.Ana.PostAsync($"/sources/{source.Id}/regradings", new { reliability = "G", reason = "x" }, source.IfMatch)).Names("reliability");
        (await service.Api.Ana.PostAsync($"/sources/{source.Id}/regradings", new { reliability = "D" }, source.IfMatch)).Names("reason");
        (await service.Api.Ana.PostAsync($"/sources/{source.Id}/regradings", new { reliability = "D", reason = " " }, source.IfMatch)).Names("reason");
    }
}
