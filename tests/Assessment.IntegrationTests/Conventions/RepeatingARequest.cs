using System.Net;
using System.Security.Claims;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;
using Answer = Assessment.IntegrationTests.Running.Answer;

namespace Assessment.IntegrationTests.Conventions;

public class RepeatingARequest(TheService service)
{
    private static (string, string) NewKey() => ("Idempotency-Key", Guid.NewGuid().ToString());

    public static TheoryData<string> Creations => ["partnership", "dimension", "source", "claim"];

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task Of_a_creation_answers_the_first_answer_again_and_writes_nothing(string creation)
    {
        var (send, _) = await CreationAsync(creation);
        var key = NewKey();
        var first = (await send([key])).Is(HttpStatusCode.Created);
        var recorded = await RecordedAsync();
        var again = (await send([key])).Is(HttpStatusCode.Created);

        AssertSame(first, again);
        Assert.NotNull(first.Location);
        Assert.Equal(recorded, await RecordedAsync());

        async Task<int> RecordedAsync() => creation switch
        {
            "source" or "claim" => (await RecordedFact.OfStreamAsync(service.Database, first.Id)).Count,
            "partnership" => (await RecordedFact.OfPartnershipAsync(service.Database, first.Id)).Count,
            _ => (await RecordedFact.OfPartnershipAsync(service.Database, first.Location!.Split('/')[4])).Count,
        };
    }

    [Fact]
    public async Task Of_a_change_answers_as_at_that_version_whatever_came_after()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var claim = await stage.ClaimAsync(source);
        var key = NewKey();
        var first = await RegradeAsync(3, claim.ETag!);
        (await service.Api.Ana.PostAsync($"/sources/{source}/regradings", new { reliability = "E", reason = "It was wrong." }, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/withdrawal", new { reason = "Fabricated." }, first.IfMatch)).Is(HttpStatusCode.OK);

        AssertSame(first, await RegradeAsync(3, claim.ETag!));
        Assert.Equal(3, (await RecordedFact.OfStreamAsync(service.Database, claim.Id)).Count);

        async Task<Answer> RegradeAsync(int credibility, string version) =>
            (await service.Api.Ana.PostAsync($"/claims/{claim.Id}/regradings", new { credibility, reason = "Doubts." }, key, ("If-Match", version))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_a_change_that_changed_nothing_answers_so_again()
    {
        var source = (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created);
        var key = NewKey();
        var same = new { reliability = "B", reason = "Looked again." };
        var first = (await service.Api.Ana.PostAsync($"/sources/{source.Id}/regradings", same, key, source.IfMatch)).Is(HttpStatusCode.OK);
        (await service.Api.Ana.PostAsync($"/sources/{source.Id}/regradings", new { reliability = "C", reason = "Hm." }, source.IfMatch)).Is(HttpStatusCode.OK);
        AssertSame(first, await service.Api.Ana.PostAsync($"/sources/{source.Id}/regradings", same, key, source.IfMatch));
    }

    [Fact]
    public async Task With_another_body_or_address_is_refused()
    {
        var key = NewKey();
        var source = (await service.Api.Ana.PostAsync("/sources", Bodies.Source(), key)).Is(HttpStatusCode.Created);
        (await service.Api.Ana.PostAsync("/sources", Bodies.Source(reliability: "C"), key)).IsRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await service.Api.Ana.PostAsync($"/sources/{source.Id}/regradings", new { reliability = "C", reason = "Hm." }, key, source.IfMatch))
            .IsRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Single(await RecordedFact.OfStreamAsync(service.Database, source.Id));
    }

    [Fact]
    public async Task By_another_actor_is_another_request()
    {
        var key = NewKey();
        var ana = (await service.Api.Ana.PostAsync("/sources", Bodies.Source(), key)).Is(HttpStatusCode.Created);
        var bo = (await service.Api.Bo.PostAsync("/sources", Bodies.Source(), key)).Is(HttpStatusCode.Created);
        Assert.NotEqual(ana.Id, bo.Id);
        Assert.Equal("A", (await service.Api.As("cy", "analyst").PostAsync("/sources", Bodies.Source(reliability: "A"), key)).Is(HttpStatusCode.Created).Word("reliability"));
    }

    [Fact]
    public async Task Without_the_permission_is_forbidden_all_the_same()
    {
        var key = NewKey();
        (await service.Api.As("turncoat", "analyst").PostAsync("/sources", Bodies.Source(), key)).Is(HttpStatusCode.Created);
        (await service.Api.As("turncoat", "reader").PostAsync("/sources", Bodies.Source(), key)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
    }

    public static TheoryData<string> BadKeys => ["", "a b", new string('k', 65), "a\tb"];

    [Theory]
    [MemberData(nameof(BadKeys))]
    public async Task Needs_a_key_of_64_visible_characters_at_most(string key) =>
        (await service.Api.Ana.PostAsync("/sources", Bodies.Source(), ("Idempotency-Key", key))).Names("Idempotency-Key");

    [Fact]
    public async Task Takes_any_key_that_is_one()
    {
        var key = ("Idempotency-Key", $"{Guid.NewGuid():N}{new string('~', 32)}");
        var body = Bodies.Source();
        AssertSame((await service.Api.Ana.PostAsync("/sources", body, key)).Is(HttpStatusCode.Created), await service.Api.Ana.PostAsync("/sources", body, key));
        (await service.Api.Ana.PostAsync("/sources", Bodies.Source(), ("Idempotency-Key", "a"), ("Idempotency-Key", "b"))).Names("Idempotency-Key");
    }

    [Fact]
    public async Task Twenty_times_at_once_is_done_once()
    {
        var stage = await Stage.SetAsync(service.Api);
        var body = Bodies.Claim(stage.Partnership, await stage.SourceAsync()).ToJsonString();
        var key = NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.Api.Ana.PostTextAsync("/claims", body, key)));

        var done = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        Assert.NotEmpty(done);
        foreach (var answer in done) AssertSame(done[0], answer);
        foreach (var answer in answers.Except(done)) answer.IsRefused(HttpStatusCode.Conflict, "idempotency-key-in-use");
        Assert.Single(await RecordedFact.OfPartnershipAsync(service.Database, stage.Partnership), fact => fact.Type == "claim-recorded");
        AssertSame(done[0], await service.Api.Ana.PostTextAsync("/claims", body, key));
    }

    [Fact]
    public async Task That_was_refused_consumes_no_key()
    {
        var stage = await Stage.SetAsync(service.Api);
        var key = NewKey();
        (await service.Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, Guid.NewGuid().ToString()), key)).IsRefused(HttpStatusCode.UnprocessableEntity, "unknown-source");
        (await service.Api.Ana.PostTextAsync("/claims", "{", key)).Is(HttpStatusCode.BadRequest);
        (await service.Api.Ana.PostAsync("/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync()), key)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task May_follow_the_answer_though_the_server_still_tidies_up()
    {
        // An endpoint that goes on after its answer has left, as any may on a busy machine.
        var tidied = new TaskCompletionSource();
        await using var app = await StartAsync(async http =>
        {
            await http.Response.CompleteAsync();
            await tidied.Task;
        });

        Assert.Equal(HttpStatusCode.OK, await PostAsync());
        Assert.Equal(HttpStatusCode.OK, await PostAsync());
        tidied.SetResult();

        // Each on a connection of its own: on one, the second waits for the end of the first.
        async Task<HttpStatusCode> PostAsync()
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, app.Urls.First()) { Headers = { { "Idempotency-Key", "one" } } };
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    private async Task<WebApplication> StartAsync(RequestDelegate endpoint)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseRouting();
        app.Use((http, next) =>
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "tess")], "test"));
            return next(http);
        });
        app.UseMiddleware<ContractMiddleware>(new Idempotency(service.Database));
        app.MapPost("/", endpoint).WithMetadata(new Contract(null, null, false));
        await app.StartAsync();
        return app;
    }

    private static void AssertSame(Answer first, Answer again)
    {
        Assert.Equal(first.Status, again.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Location, again.Location);
        Assert.Equal(first.ETag, again.ETag);
    }

    private async Task<(Func<(string, string)[], Task<Answer>> Send, string Partnership)> CreationAsync(string creation)
    {
        var stage = await Stage.SetAsync(service.Api);
        var (person, path, body) = creation switch
        {
            "partnership" => (service.Api.Lead, "/partnerships", Bodies.Partnership()),
            "dimension" => (service.Api.Lead, $"/partnerships/{stage.Partnership}/dimensions", Bodies.Dimension()),
            "source" => (service.Api.Ana, "/sources", Bodies.Source()),
            _ => (service.Api.Ana, "/claims", Bodies.Claim(stage.Partnership, await stage.SourceAsync())),
        };
        return (headers => person.PostTextAsync(path, body.ToJsonString(), headers), stage.Partnership);
    }
}
