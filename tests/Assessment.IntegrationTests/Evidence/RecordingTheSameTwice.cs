using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class RecordingTheSameTwice(TheService service)
{
    [Fact]
    public async Task Is_taken_and_told()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (source, other) = (await stage.SourceAsync(), await stage.SourceAsync());
        var first = await stage.ClaimAsync(source, statement: "The minister confirmed the visit.");
        Assert.DoesNotContain("possibleDuplicates", first.Text, StringComparison.Ordinal);

        var key = ("Idempotency-Key", $"{Guid.NewGuid():N}");
        var body = Bodies.Claim(stage.Partnership, source).With("statement", " the MINISTER  confirmed the visit.");
        var second = (await service.Api.Ana.PostAsync("/claims", body, key)).Is(HttpStatusCode.Created);
        Assert.Equal([first.Id], Told(second));
        await stage.ClaimAsync(source);
        var again = await service.Api.Ana.PostAsync("/claims", body, key);
        Assert.Equal((second.Text, second.ETag, second.Status), (again.Text, again.ETag, again.Status));
        Assert.Equal(2, Told(await service.Api.Rea.GetAsync($"/claims/{first.Id}")).Length);

        foreach (var different in (System.Text.Json.Nodes.JsonObject[])[
            Bodies.Claim(stage.Partnership, source).With("statement", "The minister denied the visit."),
            Bodies.Claim(stage.Partnership, source).With("informationDate", "2023-01-31"),
            Bodies.Claim(stage.Partnership, other, source),
            Bodies.Claim((await Stage.SetAsync(service.Api)).Partnership, source)])
            Assert.Empty(Told((await service.Api.Ana.PostAsync("/claims", different)).Is(HttpStatusCode.Created)));
        // The origin counts, not by which way it came.
        Assert.Equal(3, Told((await service.Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, source, other))).Is(HttpStatusCode.Created)).Length);
    }

    [Fact]
    public async Task Is_the_same_after_a_merger()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (one, other) = (await stage.SourceAsync(), await stage.SourceAsync());
        var (first, second) = (await stage.ClaimAsync(one), await stage.ClaimAsync(other));
        Assert.Empty(Told(second));
        (await service.Api.Ana.PostAsync($"/sources/{one}/merger", new { into = other, reason = "One." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        Assert.Equal([first.Id], Told(await service.Api.Rea.GetAsync($"/claims/{second.Id}")));
        Assert.Equal([first.Id, second.Id], Told(await stage.ClaimAsync(one)));
    }

    [Fact]
    public async Task Tells_nobody_of_claims_and_origins_they_may_not_see()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (open, hidden) = (await stage.SourceAsync(), (await service.Api.Ana.PostAsync("/sources", Bodies.Source().With("marking", "RED"))).Is(HttpStatusCode.Created).Id);
        var red = await stage.ClaimAsync(open, marking: "RED");
        var low = service.Api.As("cy", "analyst", "GREEN");
        var own = (await low.PostAsync("/claims", Bodies.Claim(stage.Partnership, open))).Is(HttpStatusCode.Created);
        Assert.Empty(Told(own));
        Assert.Equal([red.Id], Told(await service.Api.Rea.GetAsync($"/claims/{own.Id}")));

        // Whose origin is withheld is not told to be of the same.
        var (one, two) = (await stage.ClaimAsync(hidden), await stage.ClaimAsync(hidden));
        Assert.Equal([one.Id], Told(two));
        Assert.Empty(Told(await low.GetAsync($"/claims/{two.Id}")));
    }

    private static string[] Told(Answer claim) => [.. (claim.Json["possibleDuplicates"]?.AsArray() ?? []).Select(id => (string)id!)];
}
