using System.Net;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

/// <summary>Who a source is, only those may know whose clearance reaches its marking; that there is one, and how good it is, everybody.</summary>
public class ProtectingSources(TheService service)
{
    private readonly Person _low = service.Api.As("rea-low", "reader", "GREEN");

    [Fact]
    public async Task Leaves_nothing_of_it_to_readers_below()
    {
        var stage = await Stage.SetAsync(service.Api);
        var name = $"Codename {Guid.NewGuid():N}";
        var source = (await RegisterAsync(name, "RED")).Is(HttpStatusCode.Created).Id;
        var claim = (await stage.ClaimAsync(source)).Id;
        (await service.Api.Ana.PostAsync($"/sources/{source}/regradings", new { reliability = "C", reason = "Seen elsewhere." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        var published = await stage.PublishAsync(service.Api.Ana, claim);
        var auditor = service.Api.As("aud-low", "auditor", "GREEN");

        foreach (var path in (string[])[$"/sources/{source}", $"/sources/{source}/impact"]) (await _low.GetAsync(path, ("Prefer", "wait=10"))).IsRefused(HttpStatusCode.NotFound, "not-found");
        foreach (var path in (string[])[$"/audit/streams/{source}", $"/audit/streams/{source}/state"]) (await auditor.GetAsync(path)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await service.Api.As("cy", "analyst", "GREEN").PostAsync($"/sources/{source}/regradings", new { reliability = "A", reason = "x" }, ("If-Match", "\"2\""))).IsRefused(HttpStatusCode.NotFound, "not-found");
        foreach (var path in (string[])[$"/sources?id={source}", $"/claims?source={source}", $"/claims?origin={source}", $"/sources?partnership={stage.Partnership}"])
            Assert.Empty((await _low.GetAsync(path, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Ids);

        var seen = (await _low.GetAsync($"/claims/{claim}")).Is(HttpStatusCode.OK);
        Assert.Equal(("C2", "withheld", "withheld"), (seen.Word("grade"), (string)seen.Json["chain"]![0]!, seen.Word("origin")));
        var listed = await _low.GetAsync($"/claims?partnership={stage.Partnership}");
        var paper = await _low.GetAsync($"/assessments/{published.Id}");
        Assert.Equal(1, (int)paper.Json["published"]!["judgments"]![0]!["origins"]!);
        foreach (var answer in (Answer[])[seen, listed, paper, await auditor.GetAsync($"/audit/events?partnership={stage.Partnership}"), await auditor.GetAsync($"/audit/streams/{claim}"),
            await auditor.GetAsync($"/audit/streams/{published.Id}"), await auditor.GetAsync($"/audit/streams/{claim}/state"), await auditor.GetAsync("/audit/events?limit=200&type=source-registered")])
        {
            answer.Is(HttpStatusCode.OK);
            Assert.DoesNotContain(source, answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(name, answer.Text, StringComparison.Ordinal);
        }

        Assert.Contains("\"withheld\"", (await auditor.GetAsync($"/audit/streams/{published.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains(source, (await service.Api.Aud.GetAsync($"/audit/streams/{published.Id}")).Text, StringComparison.Ordinal);
        // Thought away, it is no source at all.
        Assert.Equal((await stage.PictureAsync(_low)).Json["dimensions"]!.ToJsonString(), (await stage.PictureAsync(_low, $"?without=source:{source}")).Json["dimensions"]!.ToJsonString());
        Assert.Equal(source, (string)(await service.Api.Rea.GetAsync($"/claims/{claim}")).Json["chain"]![0]!);
    }

    [Fact]
    public async Task Counts_it_as_an_origin_like_any_other()
    {
        var stage = await Stage.SetAsync(service.Api);
        var hidden = (await RegisterAsync($"Codename {Guid.NewGuid():N}", "RED")).Is(HttpStatusCode.Created).Id;
        string[] claims = [(await stage.ClaimAsync(hidden)).Id, (await stage.ClaimAsync()).Id];
        var judgment = new { dimension = "trust-level", perspective = "RU>CN", level = 2, likelihood = new { term = "likely" }, confidence = "high", rationale = Stage.Rationale, claims };
        var posted = (await stage.PostAsync(service.Api.As("cy", "analyst", "GREEN"), [judgment])).Is(HttpStatusCode.Created);
        Assert.Equal(2, (int)posted.Json["pending"]!["judgments"]![0]!["origins"]!);
    }

    [Fact]
    public async Task Is_no_source_to_name_for_whom_it_is_hidden_from()
    {
        var stage = await Stage.SetAsync(service.Api);
        var hidden = (await RegisterAsync($"Codename {Guid.NewGuid():N}", "RED")).Is(HttpStatusCode.Created).Id;
        var low = service.Api.As("cy", "analyst", "GREEN");
        var own = (await low.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created).Id;
        var absent = $"{Guid.NewGuid()}";
        var claim = (await low.PostAsync("/claims", Bodies.Claim(stage.Partnership, own))).Is(HttpStatusCode.Created);
        foreach (var source in (string[])[hidden, absent])
        {
            Answer[] refused =
            [
                await low.PostAsync("/claims", Bodies.Claim(stage.Partnership, own, source)),
                await low.PostAsync($"/claims/{claim.Id}/tracings", new { chain = new[] { source }, reason = "x" }, claim.IfMatch),
                await low.PostAsync($"/sources/{own}/merger", new { into = source, reason = "x" }, ("If-Match", "\"1\"")),
            ];
            Assert.All(refused, answer => Assert.Equal(absent, answer.IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-source").Word("detail").Contains(source, StringComparison.Ordinal) ? absent : answer.Text));
        }

        (await low.PostAsync("/sources", Bodies.Source().With("marking", "AMBER"))).IsRefused(HttpStatusCode.UnprocessableEntity, "marking-above-clearance");
        (await low.PostAsync("/sources", Bodies.Source().With("marking", "PINK"))).Names("marking");
    }

    [Fact]
    public async Task Tells_nothing_by_tags_when_something_happens_to_it()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (hidden, open) = ((await RegisterAsync($"Codename {Guid.NewGuid():N}", "RED")).Is(HttpStatusCode.Created).Id, await stage.SourceAsync("B"));
        var claim = (await stage.ClaimAsync(open)).Id;
        var (source, seen) = (await _low.GetAsync($"/sources/{open}"), await _low.GetAsync($"/claims/{claim}"));
        (await service.Api.Ana.PostAsync($"/sources/{hidden}/merger", new { into = open, reason = "He is the paper." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        Assert.Equal((source.Text, source.ETag), (await SeenAsync($"/sources/{open}")));
        Assert.Equal((seen.Text, seen.ETag), (await SeenAsync($"/claims/{claim}")));
        Assert.Equal([hidden], (await service.Api.Rea.GetAsync($"/sources/{open}")).Json["aliases"]!.AsArray().Select(alias => (string)alias!));

        // A claim of the hidden one counts as the open one, and does not tell that it is.
        var protectedClaim = await stage.ClaimAsync(hidden);
        Assert.Equal("withheld", (await _low.GetAsync($"/claims/{protectedClaim.Id}")).Word("origin"));
        Assert.Equal(open, (await service.Api.Rea.GetAsync($"/claims/{protectedClaim.Id}")).Word("origin"));
        Assert.DoesNotContain(protectedClaim.Id, (await _low.GetAsync($"/claims?origin={open}", ("Prefer", "wait=10"))).Ids);
        Assert.Contains(protectedClaim.Id, (await service.Api.Rea.GetAsync($"/claims?origin={open}")).Ids);
    }

    [Fact]
    public async Task Follows_the_marking_of_now()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = (await RegisterAsync($"A guest {Guid.NewGuid():N}", "CLEAR")).Is(HttpStatusCode.Created);
        var claim = (await stage.ClaimAsync(source.Id)).Id;
        var before = await _low.GetAsync($"/claims/{claim}");
        var raised = (await service.Api.Ana.PostAsync($"/sources/{source.Id}/remarking", new { marking = "RED", reason = "Asked for it." }, source.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(("RED", "\"2\""), (raised.Word("marking"), raised.ETag));
        (await _low.GetAsync($"/sources/{source.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        var after = await _low.GetAsync($"/claims/{claim}");
        Assert.Equal("withheld", after.Word("origin"));
        Assert.NotEqual(before.ETag, after.ETag);
        var auditor = service.Api.As("aud-low", "auditor", "GREEN");
        (await auditor.GetAsync($"/audit/streams/{source.Id}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await auditor.GetAsync($"/audit/streams/{source.Id}/state?version=1")).IsRefused(HttpStatusCode.NotFound, "not-found");

        var lower = new { marking = "GREEN", reason = "He has died." };
        (await service.Api.Ana.PostAsync($"/sources/{source.Id}/remarking", lower, raised.IfMatch)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        var lowered = (await service.Api.Lead.PostAsync($"/sources/{source.Id}/remarking", lower, raised.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal("GREEN", (await _low.GetAsync($"/sources/{source.Id}")).Is(HttpStatusCode.OK).Word("marking"));
        Assert.Equal(source.Id, (await _low.GetAsync($"/claims/{claim}")).Word("origin"));
        Assert.Equal(3, (await auditor.GetAsync($"/audit/streams/{source.Id}")).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Count);

        (await service.Api.As("cy", "analyst", "GREEN").PostAsync($"/sources/{source.Id}/remarking", new { marking = "RED", reason = "x" }, lowered.IfMatch))
            .IsRefused(HttpStatusCode.UnprocessableEntity, "marking-above-clearance");
        var same = (await service.Api.Ana.PostAsync($"/sources/{source.Id}/remarking", lower, lowered.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(lowered.ETag, same.ETag);
    }

    private async Task<(string, string?)> SeenAsync(string path)
    {
        var answer = await _low.GetAsync(path, ("Prefer", "wait=10"));
        return (answer.Text, answer.ETag);
    }

    private Task<Answer> RegisterAsync(string name, string marking) =>
        service.Api.Ana.PostAsync("/sources", new { name, kind = "person", reliability = "A", note = "Met at the trade mission", marking });
}
