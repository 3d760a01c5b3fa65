using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class PagingThroughAList(TheService service)
{
    public static TheoryData<string> Lists => ["/partnerships", "/dimensions", "/sources", "/claims"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Refuses_parameters_that_cannot_be(string list)
    {
        foreach (var limit in new[] { "0", "201", "abc", "-1", "1.5", "", "%201", "99999999999", "1e2" })
            (await service.Api.Rea.GetAsync($"{list}?limit={limit}")).Names("limit");
        foreach (var cursor in new[] { "garbage", "", "AAAA", "AAAAAAAAAAAAAAAA", "gAAAAAAAAAA", "%00", "!!!!!!!!!!!" })
            (await service.Api.Rea.GetAsync($"{list}?cursor={cursor}")).Names("cursor");
        (await service.Api.Rea.GetAsync($"{list}?surprise=1")).Names("surprise");
        (await service.Api.Rea.GetAsync($"{list}?limit=5&limit=5")).Names("limit");
        (await service.Api.Rea.GetAsync($"{list}?Limit=5")).Names("Limit");
        foreach (var limit in new[] { 1, 200 }) (await service.Api.Rea.GetAsync($"{list}?limit={limit}")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/claims?source=x", "source")]
    [InlineData("/claims?origin=1", "origin")]
    [InlineData("/claims?withdrawn=yes", "withdrawn")]
    [InlineData("/claims?withdrawn=True", "withdrawn")]
    [InlineData("/claims?q=", "q")]
    [InlineData("/claims?q=%00", "q")]
    [InlineData("/claims?partnership=a&partnership=b", "partnership")]
    [InlineData("/claims?statement=x", "statement")]
    [InlineData("/partnerships/none?x=1", "x")]
    [InlineData("/partnerships/none/dimensions?x=1", "x")]
    [InlineData("/partnerships/none/dimensions/none?x=1", "x")]
    public async Task Names_the_parameter_that_is_wrong(string path, string parameter) => (await service.Api.Rea.GetAsync(path)).Names(parameter);

    [Fact]
    public async Task Takes_no_parameters_on_a_single_resource_or_a_write()
    {
        var id = Guid.NewGuid();
        (await service.Api.Rea.GetAsync($"/claims/{id}?x=1")).Names("x");
        (await service.Api.Rea.GetAsync($"/sources/{id}?x=1")).Names("x");
        (await service.Api.Ana.PostAsync("/sources?x=1", Bodies.Source())).Names("x");
    }

    [Fact]
    public async Task Meets_every_claim_once_and_newest_first()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var recorded = new List<string>();
        foreach (var _ in Enumerable.Range(0, 7)) recorded.Insert(0, (await stage.ClaimAsync(source)).Id);
        foreach (var limit in new[] { 1, 2, 3, 6, 7, 8 }) Assert.Equal(recorded, await WalkAsync($"/claims?partnership={stage.Partnership}&limit={limit}", limit));
    }

    [Theory]
    [InlineData("/partnerships")]
    [InlineData("/sources")]
    public async Task Meets_everything_once_while_more_is_written(string list)
    {
        var before = new List<string>();
        foreach (var _ in Enumerable.Range(0, 5)) before.Insert(0, await CreateAsync());

        var walked = await WalkAsync($"{list}?limit=3", 3, CreateAsync);
        Assert.Equal(walked.Count, walked.Distinct().Count());
        Assert.Equal(before, walked.Where(before.Contains));

        async Task<string> CreateAsync() => list == "/sources"
            ? (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created).Id
            : (await service.Api.Lead.PostAsync("/partnerships", Bodies.Partnership())).Is(HttpStatusCode.Created).Id;
    }

    [Fact]
    public async Task Is_never_longer_than_a_page_may_be()
    {
        var stage = await Stage.SetAsync(service.Api);
        var texts = Enumerable.Repeat(new string('x', 4000), 90).ToArray();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            var judgment = new
            {
                dimension = "trust-level",
                perspective = "RU>CN",
                level = 2,
                likelihood = new { term = "likely" },
                confidence = "low",
                rationale = Stage.Rationale,
                alternatives = texts,
                assumptions = texts,
                claims = Array.Empty<string>(),
            };
            ids.Insert(0, (await service.Api.Ana.PostAsync("/assessments", new { partnership = stage.Partnership, title = "Long", informationCutOff = "2025-06-07", judgments = new[] { judgment } })).Is(HttpStatusCode.Created).Id);
        }

        foreach (var list in (string[])[$"/assessments?partnership={stage.Partnership}&limit=200", $"/audit/events?partnership={stage.Partnership}&type=assessment-drafted&limit=200"])
        {
            var (met, pages, cursor) = (0, 0, "");
            do
            {
                var page = (await service.Api.As("ana", "analyst,auditor").GetAsync(list + cursor, ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
                Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page.Text), 1, 4 * 1024 * 1024);
                met += page.Json["items"]!.AsArray().Count;
                pages++;
                cursor = page.Json["next"] is { } next ? $"&cursor={next.GetValue<string>()}" : "";
            }
            while (cursor.Length > 0);
            Assert.Equal(ids.Count, met);
            Assert.InRange(pages, 2, 6);
        }
    }

    [Fact]
    public async Task Meets_every_dimension_in_the_order_of_the_catalogue()
    {
        var all = (await service.Api.Rea.GetAsync("/dimensions")).Json;
        Assert.Null(all["next"]);
        var codes = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await service.Api.Rea.GetAsync($"/dimensions?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Is(HttpStatusCode.OK).Json;
            codes.AddRange(page["items"]!.AsArray().Select(item => item!["code"]!.GetValue<string>()));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(all["items"]!.AsArray().Select(item => item!["code"]!.GetValue<string>()), codes);
    }

    private async Task<List<string>> WalkAsync(string list, int limit, Func<Task<string>>? meanwhile = null)
    {
        var ids = new List<string>();
        string? cursor = null;
        for (var pages = 0; pages < 200; pages++)
        {
            var page = (await service.Api.Ana.GetAsync(cursor is null ? list : $"{list}&cursor={cursor}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
            ids.AddRange(page.Ids);
            if (!page.Json.AsObject().ContainsKey("next")) return ids;
            Assert.Equal(limit, page.Ids.Count);
            cursor = page.Word("next");
            if (meanwhile is not null && pages < 2) await meanwhile();
        }

        return ids;
    }
}
