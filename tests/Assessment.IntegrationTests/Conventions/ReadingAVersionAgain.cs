using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class ReadingAVersionAgain(TheService service)
{
    public static TheoryData<string> Resources => ["partnership", "dimension", "source", "claim"];

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Gives_304_while_nothing_has_changed(string resource)
    {
        var path = await PathAsync(resource);
        var first = (await service.Api.Rea.GetAsync(path)).Is(HttpStatusCode.OK);
        Assert.Equal("\"1\"", first.ETag);
        foreach (var held in new[] { first.ETag!, $"W/{first.ETag}", $"\"77\", {first.ETag}", "*" })
        {
            var again = (await service.Api.Rea.GetAsync(path, ("If-None-Match", held))).Is(HttpStatusCode.NotModified);
            Assert.Empty(again.Text);
            Assert.Equal(first.ETag, again.ETag);
        }
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Gives_the_resource_for_any_other_version(string resource)
    {
        var path = await PathAsync(resource);
        foreach (var held in new[] { "\"2\"", "\"0\"", "garbage", "1", "\"" }) (await service.Api.Rea.GetAsync(path, ("If-None-Match", held))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Gives_the_resource_after_a_change()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/regradings", new { credibility = 3, reason = "Doubts." }, claim.IfMatch)).Is(HttpStatusCode.OK);
        var changed = (await service.Api.Rea.GetAsync($"/claims/{claim.Id}", ("If-None-Match", claim.ETag!))).Is(HttpStatusCode.OK);
        Assert.Equal("\"2\"", changed.ETag);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Gives_404_for_what_is_absent(string resource)
    {
        var path = await PathAsync(resource);
        var absent = resource is "source" or "claim" ? $"/{resource}s/{Guid.NewGuid()}" : $"{path}-not";
        (await service.Api.Rea.GetAsync(absent, ("If-None-Match", "*"))).IsRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Never_takes_one_kind_of_resource_for_another()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var claim = (await stage.ClaimAsync(source)).Id;
        (await service.Api.Rea.GetAsync($"/claims/{source}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await service.Api.Rea.GetAsync($"/sources/{claim}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await service.Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, claim))).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-source");
    }

    private async Task<string> PathAsync(string resource)
    {
        var stage = await Stage.SetAsync(service.Api);
        return resource switch
        {
            "partnership" => $"/partnerships/{stage.Partnership}",
            "dimension" => $"/partnerships/{stage.Partnership}/dimensions/trust-level",
            "source" => $"/sources/{await stage.SourceAsync()}",
            _ => $"/claims/{(await stage.ClaimAsync()).Id}",
        };
    }
}
