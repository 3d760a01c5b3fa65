using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class ReadingOnesWrites(TheService service)
{
    [Fact]
    public async Task Needs_no_wait_for_a_single_resource()
    {
        var stage = await Stage.SetAsync(service.Api);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var claim = await stage.ClaimAsync();
            Assert.Equal(claim.Text, (await service.Api.Ana.GetAsync($"/claims/{claim.Id}")).Text);
        }
    }

    [Fact]
    public async Task Sees_them_in_every_list_that_waits()
    {
        var stage = await Stage.SetAsync(service.Api);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var source = await stage.SourceAsync();
            Assert.Equal(source, (await ListAsync("/sources?limit=200")).Ids.FirstOrDefault(id => id == source));
            var claim = (await stage.ClaimAsync(source)).Id;
            Assert.Equal(claim, (await ListAsync($"/claims?partnership={stage.Partnership}")).Ids[0]);
            var partnership = (await Stage.SetAsync(service.Api)).Partnership;
            Assert.Contains(partnership, (await ListAsync("/partnerships?limit=200")).Ids);
        }

        async Task<Answer> ListAsync(string path)
        {
            var answer = (await service.Api.Ana.GetAsync(path, ("Prefer", "wait=5"))).Is(HttpStatusCode.OK);
            Assert.Equal("wait=5", answer.Headers["Preference-Applied"]);
            return answer;
        }
    }

    [Theory]
    [InlineData("wait=1000", "wait=30")]
    [InlineData("WAIT=7", "wait=7")]
    [InlineData("return=minimal, wait=6; x", "wait=6")]
    [InlineData("wait=\"8\"", "wait=8")]
    public async Task Says_how_long_it_would_have_waited(string prefer, string applied) =>
        Assert.Equal(applied, (await service.Api.Ana.GetAsync("/sources?limit=1", ("Prefer", prefer))).Is(HttpStatusCode.OK).Headers["Preference-Applied"]);

    [Theory]
    [InlineData("wait=-1")]
    [InlineData("wait=99999999999999999999")]
    [InlineData("wait=abc")]
    [InlineData("wait=")]
    [InlineData("wait")]
    [InlineData("wait=1.5")]
    [InlineData("\"")]
    public async Task Ignores_what_is_not_understood(string prefer) =>
        Assert.False((await service.Api.Ana.GetAsync("/sources?limit=1", ("Prefer", prefer))).Is(HttpStatusCode.OK).Headers.ContainsKey("Preference-Applied"));

    [Fact]
    public async Task Without_patience_is_answered_at_once_or_refused()
    {
        var answer = await service.Api.Ana.GetAsync("/sources?limit=1", ("Prefer", "wait=0"));
        if (answer.Status == HttpStatusCode.OK) Assert.Equal("wait=0", answer.Headers["Preference-Applied"]);
        else answer.IsRefused(HttpStatusCode.GatewayTimeout, "not-caught-up");
    }
}
