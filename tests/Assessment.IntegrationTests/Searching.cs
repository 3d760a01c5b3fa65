using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Tests.Lexicon;
using Xunit;

namespace Assessment.IntegrationTests;

public class Searching(TheService service)
{
    private static readonly (string, string) CaughtUp = ("Prefer", "wait=20");

    [Fact]
    public Task Finds_what_a_person_would_find() => AllPairsAsync(service.Shared);

    [Fact]
    public async Task Finds_the_same_whatever_the_locale_of_the_database()
    {
        await using var bare = await service.StartAsync(await service.CreateDatabaseAsync("template template0 locale 'C'"));
        await using var command = bare.Database.CreateCommand("select datcollate || ' ' || datctype from pg_database where datname = current_database()");
        Assert.Equal("C C", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        await AllPairsAsync(bare);
    }

    [Fact]
    public async Task Finds_claims_by_the_names_of_their_sources()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await SourceAsync("Осведомитель Zürich-7");
        var claim = await ClaimAsync(stage, "Missiles were moved.", source);
        var other = await ClaimAsync(stage, "Missiles were seen.", await SourceAsync("Somebody else"));

        Assert.Equal([claim], await IdsAsync($"/claims?partnership={stage.Partnership}&q=zurich"));
        Assert.Equal([claim], await IdsAsync($"/claims?partnership={stage.Partnership}&q={Uri.EscapeDataString("missiles осведомитель")}"));
        Assert.Equal([other, claim], await IdsAsync($"/claims?partnership={stage.Partnership}&q=missile"));
        Assert.Empty(await IdsAsync($"/claims?partnership={stage.Partnership}&q={Uri.EscapeDataString("seen осведомитель")}"));
        Assert.Equal([source], await IdsAsync($"/sources?partnership={stage.Partnership}&q=ZURICH"));
        var hit = (await service.Api.Rea.GetAsync($"/search?partnership={stage.Partnership}&q=moved+zurich", CaughtUp)).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Single()!;
        Assert.Equal(("claim", claim), ((string)hit["type"]!, (string)hit["id"]!));
        Assert.Contains("<mark>Zürich</mark>", (string)hit["excerpt"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_through_everything_newest_first_and_marks_what_it_found()
    {
        var stage = await Stage.SetAsync(service.Api);
        var word = $"w{Guid.NewGuid():N}";
        var source = await SourceAsync($"The {word} service");
        var claim = await ClaimAsync(stage, $"<b>Alert</b> of {word.ToUpperInvariant()} & others", await SourceAsync("Somebody"));
        var assessment = (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim, rationale: $"Two reports speak of {word} in so many words.")])).Is(HttpStatusCode.Created);
        (await service.Api.Rex.PostAsync($"/assessments/{assessment.Id}/approvals", new { }, assessment.IfMatch)).Is(HttpStatusCode.OK);
        var forecast = await ForecastAsync(stage, $"Will {word} happen?");

        var page = (await service.Api.Rea.GetAsync($"/search?q={word}", CaughtUp)).Is(HttpStatusCode.OK).Json;
        var hits = page["items"]!.AsArray();
        Assert.Equal([("forecast", forecast), ("assessment", assessment.Id), ("claim", claim), ("source", source)], hits.Select(hit => ((string)hit!["type"]!, (string)hit["id"]!)));
        Assert.All(hits, hit => Assert.Contains("<mark>", (string)hit!["excerpt"]!, StringComparison.Ordinal));
        Assert.Equal($"&lt;b&gt;Alert&lt;/b&gt; of <mark>{word.ToUpperInvariant()}</mark> &amp; others", (string)hits[2]!["excerpt"]!);
        Assert.Equal("Trust after the leak", (string)hits[1]!["title"]!);
        Assert.Empty(page["notFound"]!.AsArray());

        Assert.Equal([forecast], await IdsAsync($"/forecasts?q={word}"));
        Assert.Equal([assessment.Id], await IdsAsync($"/assessments?q={word}"));
        Assert.Equal([source], await IdsAsync($"/sources?q={word}"));
        Assert.Equal([claim], await IdsAsync($"/claims?q={word}"));

        // Page by page it is the same.
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var part = (await service.Api.Rea.GetAsync($"/search?q={word}&limit=1{cursor}", CaughtUp)).Is(HttpStatusCode.OK);
            seen.AddRange(part.Ids);
            cursor = part.Json["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal([forecast, assessment.Id, claim, source], seen);

        Assert.Equal([claim], await IdsAsync($"/search?q={claim}"));
        Assert.Equal([claim], await IdsAsync($"/claims?q={claim}"));
    }

    [Fact]
    public async Task Says_which_words_it_did_not_find_and_nothing_of_what_is_hidden()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (open, secret) = ($"o{Guid.NewGuid():N}", $"s{Guid.NewGuid():N}");
        await ClaimAsync(stage, $"Of {open} much is said.", await SourceAsync("Somebody"));
        await ClaimAsync(stage, $"Of {open} {secret} is told.", await SourceAsync("Somebody"), "AMBER");
        var green = service.Api.As("rea", "reader", "GREEN");

        foreach (var path in (string[])["/claims?", "/search?"])
        {
            Assert.Equal([secret], await NotFoundAsync(green, $"{path}q={open}+{secret}"));
            Assert.Equal([secret], await NotFoundAsync(green, $"{path}q={secret}"));
            Assert.Equal(["absent"], await NotFoundAsync(service.Api.Rea, $"{path}q={open}+{secret}+absent&partnership={stage.Partnership}"));
            Assert.Empty(await NotFoundAsync(service.Api.Rea, $"{path}q={open}+{secret}"));
        }

        // Each stands somewhere, and nowhere both.
        await ClaimAsync(stage, "Elephantine matters.", await SourceAsync("Somebody"));
        Assert.Empty(await NotFoundAsync(green, $"/claims?partnership={stage.Partnership}&q={open}+elephantine"));
        Assert.Empty(await IdsAsync($"/claims?partnership={stage.Partnership}&q={open}+elephantine"));
    }

    [Fact]
    public async Task Finds_what_is_being_worked_on_for_those_who_work_on_it()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (first, second) = ($"f{Guid.NewGuid():N}", $"g{Guid.NewGuid():N}");
        var claim = (await stage.ClaimAsync()).Id;
        var draft = (await stage.PostAsync(service.Api.Ana, [Stage.Judgment(claim, rationale: $"A first thought about {first} it is.")], submit: false)).Is(HttpStatusCode.Created);

        Assert.Equal((1, 0, 0, 1), (await CountAsync(service.Api.Ana, first), await CountAsync(service.Api.Bo, first), await CountAsync(service.Api.Rex, first), await CountAsync(service.Api.Aud, first)));
        var submitted = (await service.Api.Ana.PostAsync($"/assessments/{draft.Id}/submission", null, draft.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal((1, 0), (await CountAsync(service.Api.Rex, first), await CountAsync(service.Api.Rea, first)));
        var published = (await service.Api.Rex.PostAsync($"/assessments/{draft.Id}/approvals", new { }, submitted.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(1, await CountAsync(service.Api.Rea, first));

        var revised = (await service.Api.Ana.PostAsync($"/assessments/{draft.Id}/revisions", new
        {
            reason = new { code = "new-evidence", text = "More came in." },
            title = "Trust anew",
            informationCutOff = "2025-06-08",
            marking = "CLEAR",
            judgments = new[] { Stage.Judgment(claim, rationale: $"A second thought about {second} it is.") },
        }, published.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal((1, 0, 1), (await CountAsync(service.Api.Ana, second), await CountAsync(service.Api.Rea, second), await CountAsync(service.Api.Rea, first)));
        Assert.Equal([second], await NotFoundAsync(service.Api.Rea, $"/assessments?q={second}"));
        Assert.Contains("published", revised.Text, StringComparison.Ordinal);

        async Task<int> CountAsync(Person who, string word)
        {
            var (listed, hits) = ((await who.GetAsync($"/assessments?q={word}", CaughtUp)).Is(HttpStatusCode.OK).Ids.Count, (await who.GetAsync($"/search?q={word}", CaughtUp)).Is(HttpStatusCode.OK).Ids.Count);
            Assert.Equal(listed, hits);
            return listed;
        }
    }

    [Theory]
    [InlineData("/claims")]
    [InlineData("/sources")]
    [InlineData("/assessments")]
    [InlineData("/forecasts")]
    [InlineData("/search")]
    public async Task Refuses_what_cannot_be_searched_for_and_takes_everything_else(string path)
    {
        foreach (var bad in (string[])["", "%20", "%E2%80%8B", "%C2%AD", "%00", "a%00b", Uri.EscapeDataString(string.Join(' ', Enumerable.Range(0, 1000))), Uri.EscapeDataString(string.Join(' ', Enumerable.Range(100, 65))), new('-', 30)])
            (await service.Api.Rea.GetAsync($"{path}?q={bad}")).Names("q");
        foreach (var odd in (string[])["%22", "%22a", "a%22b%22%22", "a%26%7C%21%28%29%3C-%3E%3A%2A%27%5C", "%ED%A0%80", "%FF", "%F0%9F%9A%80", "%27%27", "a%3A%2A", "-a", "-", "%D9%8E%D8%A7", new('x', 1000), "%5C%27%3B%20drop%20table%20x%3B--", "%2B", "%27%2B%27"])
            (await service.Api.Rea.GetAsync($"{path}?q={odd}")).Is(HttpStatusCode.OK);
        (await service.Api.Rea.GetAsync("/search")).Names("q");
    }

    [Fact]
    public async Task Reads_words_anew_that_an_earlier_build_read_otherwise()
    {
        await using var own = await service.StartAsync();
        var stage = await Stage.SetAsync(own.Api);
        var claim = (await own.Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync()).With("statement", "Путин в Zürich"))).Is(HttpStatusCode.Created).Id;
        var assessment = await stage.PublishAsync(own.Api.Ana, claim);
        (await own.Api.Rea.GetAsync("/search?q=trust", CaughtUp)).Is(HttpStatusCode.OK);

        await using var forget = own.AsAdministrator.CreateCommand("""
            update assessment.claim_listing set words = to_tsvector('english', 'something else'), words_version = 0;
            update assessment.source_listing set words = '', words_version = 0;
            update assessment.assessment_listing set published_words = '', words_version = 0;
            """);
        await forget.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await Eventually.FindAsync(async () => (await own.Api.Rea.GetAsync($"/claims?q={Uri.EscapeDataString("путин zurich")}")).Ids.Contains(claim)
            && (await own.Api.Rea.GetAsync("/assessments?q=trust")).Ids.Contains(assessment.Id) && (await own.Api.Rea.GetAsync("/sources?q=source")).Ids.Count == 1, found => found);
    }

    private static async Task AllPairsAsync(RunningService on)
    {
        var stage = await Stage.SetAsync(on.Api);
        var source = await SourceAsync(on.Api, "Ωδ");
        var ids = new Dictionary<string, string>();
        foreach (var text in SearchPairs.All.Select(pair => pair.Text).Distinct()) ids[text] = await ClaimAsync(stage, text, source);
        var wrong = new List<(string, string, bool)>();
        (await on.Api.Rea.GetAsync($"/claims?partnership={stage.Partnership}&limit=1", CaughtUp)).Is(HttpStatusCode.OK);
        foreach (var pair in SearchPairs.All)
        {
            var found = (await on.Api.Rea.GetAsync($"/claims?partnership={stage.Partnership}&limit=200&q={Uri.EscapeDataString(pair.Query)}")).Is(HttpStatusCode.OK);
            if (found.Ids.Contains(ids[pair.Text]) != pair.Found) wrong.Add(pair);
        }

        Assert.Equal([], wrong);
    }

    private Task<string> SourceAsync(string name) => SourceAsync(service.Api, name);

    // Others have sources of the same name.
    private static async Task<string> SourceAsync(Api api, string name) =>
        (await api.Ana.PostAsync("/sources", new { name = $"{name} {Guid.NewGuid():N}", kind = "media", reliability = "B" })).Is(HttpStatusCode.Created).Id;

    private static async Task<string> ClaimAsync(Stage stage, string statement, string source, string marking = "CLEAR") =>
        (await stage.Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, source).With("statement", statement).With("marking", marking))).Is(HttpStatusCode.Created).Id;

    private async Task<string> ForecastAsync(Stage stage, string question) => (await service.Api.Lead.PostAsync("/forecasts", new
    {
        partnership = stage.Partnership,
        question,
        criteria = "A joint statement says so.",
        opensAt = DateTimeOffset.UtcNow.AddDays(-1),
        closesAt = DateTimeOffset.UtcNow.AddDays(30),
    })).Is(HttpStatusCode.Created).Id;

    private async Task<IReadOnlyList<string>> IdsAsync(string path) => (await service.Api.Rea.GetAsync(path, CaughtUp)).Is(HttpStatusCode.OK).Ids;

    private static async Task<string[]> NotFoundAsync(Person who, string path) =>
        [.. (await who.GetAsync(path, CaughtUp)).Is(HttpStatusCode.OK).Json["notFound"]!.AsArray().Select(word => (string)word!)];
}
