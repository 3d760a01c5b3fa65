using System.Net;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Evidence;

public class NamingASourceTwice(TheService service)
{
    [Theory]
    [InlineData("Reuters {0}", "REUTERS {0}")]
    [InlineData("Reuters {0}", " Reuters  {0}\u00A0")]
    [InlineData("Reuters {0}", "Re\u00ADuters\u2060 {0}")]
    [InlineData("ＲＥＵＴＥＲＳ {0}", "reuters {0}")]
    [InlineData("Café {0}", "Cafe\u0301 {0}")]
    [InlineData("Straße {0}", "STRASSE {0}")]
    [InlineData("ТАСС {0}", "тасс {0}")]
    [InlineData("新华社 {0}", "新华社　{0}")]
    public async Task Is_refused_with_the_first(string one, string other)
    {
        var (first, second) = Named(one, other);
        var registered = (await RegisterAsync(service.Api.Ana, first)).Is(HttpStatusCode.Created);
        var refused = await RegisterAsync(service.Api.Bo, second);
        // What cannot be seen may not stand in a name at all.
        if (refused.Status == HttpStatusCode.BadRequest) return;
        refused.IsRefused(HttpStatusCode.Conflict, "source-exists");
        Assert.Equal(registered.Id, refused.Word("source"));
    }

    [Fact]
    public async Task Is_told_of_the_first_of_several()
    {
        var (name, _) = Named("Interfax {0}", "");
        var first = (await RegisterAsync(service.Api.Ana, name)).Is(HttpStatusCode.Created);
        (await RegisterAsync(service.Api.Ana, name, distinct: "The one in Minsk.")).Is(HttpStatusCode.Created);
        Assert.Equal(first.Id, (await RegisterAsync(service.Api.Ana, name)).IsRefused(HttpStatusCode.Conflict, "source-exists").Word("source"));
    }

    [Fact]
    public async Task Is_done_by_who_says_why_and_the_reason_is_kept()
    {
        var (name, _) = Named("Interfax {0}", "");
        (await RegisterAsync(service.Api.Ana, name)).Is(HttpStatusCode.Created);
        var other = (await RegisterAsync(service.Api.Ana, name, distinct: "The one in Minsk.")).Is(HttpStatusCode.Created);
        Assert.Equal("The one in Minsk.", (string)(await RecordedFact.OfStreamAsync(service.Database, other.Id))[0].Data["distinct"]!);
        (await RegisterAsync(service.Api.Ana, name, distinct: " ")).Names("distinct");
    }

    [Fact]
    public async Task Tells_nobody_of_one_they_may_not_see()
    {
        var (name, _) = Named("Codename {0}", "");
        var hidden = (await RegisterAsync(service.Api.Ana, name, marking: "RED")).Is(HttpStatusCode.Created);
        var low = service.Api.As("cy", "analyst", "CLEAR");
        var own = (await RegisterAsync(low, name)).Is(HttpStatusCode.Created);
        Assert.Equal("\"1\"", own.ETag);
        Assert.Equal(own.Id, (await RegisterAsync(low, name)).IsRefused(HttpStatusCode.Conflict, "source-exists").Word("source"));
        Assert.Equal(hidden.Id, (await RegisterAsync(service.Api.Ana, name)).IsRefused(HttpStatusCode.Conflict, "source-exists").Word("source"));
    }

    [Fact]
    public async Task Succeeds_once_of_many_at_once()
    {
        var (name, _) = Named("Kyodo {0}", "");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => RegisterAsync(service.Api.Ana, name)));
        var made = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer != made), answer => Assert.Equal(made.Id, answer.IsRefused(HttpStatusCode.Conflict, "source-exists").Word("source")));
    }

    [Fact]
    public async Task Under_one_key_is_answered_again()
    {
        var (name, _) = Named("Kyodo {0}", "");
        var key = ("Idempotency-Key", $"{Guid.NewGuid():N}");
        var first = (await service.Api.Ana.PostAsync("/sources", new { name, kind = "media", reliability = "B" }, key)).Is(HttpStatusCode.Created);
        var again = await service.Api.Ana.PostAsync("/sources", new { name, kind = "media", reliability = "B" }, key);
        Assert.Equal((first.Status, first.Text, first.ETag, first.Location), (again.Status, again.Text, again.ETag, again.Location));
    }

    // As a build that knew of no names has left it.
    [Fact]
    public async Task Counts_those_that_were_there_before_names_were_compared()
    {
        await using var own = await service.StartAsync();
        var first = (await RegisterAsync(own.Api.Ana, "Reuters")).Is(HttpStatusCode.Created);
        await own.App.StopAsync(TestContext.Current.CancellationToken);
        await using (var connection = new NpgsqlConnection(own.Ways.Administrator + ";Pooling=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var emptying = new NpgsqlCommand("delete from assessment.likeness; update assessment.source_listing set kind = null", connection);
            await emptying.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var next = await RunningService.StartAsync(own.Ways);
        Assert.Equal(first.Id, (await RegisterAsync(next.Api.Ana, "REUTERS")).IsRefused(HttpStatusCode.Conflict, "source-exists").Word("source"));
        Assert.Equal([first.Id], (await next.Api.Rea.GetAsync("/sources?kind=media&reliability=B", ("Prefer", "wait=10"))).Ids);
    }

    private static (string, string) Named(string one, string other)
    {
        var tag = $"{Guid.NewGuid():N}"[..8];
        return (one.Replace("{0}", tag, StringComparison.Ordinal), other.Replace("{0}", tag, StringComparison.Ordinal));
    }

    private static Task<Answer> RegisterAsync(Person who, string name, string? distinct = null, string marking = "CLEAR") =>
        who.PostAsync("/sources", new { name, kind = "media", reliability = "B", distinct, marking });
}
