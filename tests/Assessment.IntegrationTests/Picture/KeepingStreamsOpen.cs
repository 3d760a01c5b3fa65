using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Picture;

public class KeepingStreamsOpen(TheService service)
{
    [Fact]
    public async Task Is_for_so_many_of_one_person_and_of_all()
    {
        await using var small = await service.StartAsync(null, "--Assessment:Streams:Actor=2", "--Assessment:Streams:Node=3");
        var stage = await Stage.SetAsync(small.Api);
        await OpenAsync(small.Api.Rea);
        var closed = await OpenAsync(small.Api.Rea);
        await IsRefusedAsync(small.Api.Rea);
        await OpenAsync(small.Api.Bo);
        await IsRefusedAsync(small.Api.Ana);
        closed.Dispose();
        await Eventually.FindAsync(() => small.Api.Rea.SendAsync(HttpMethod.Head, $"/partnerships/{stage.Partnership}/stream", null), answer => answer.Status == HttpStatusCode.OK);
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await SendAsync(small.Api.Ana);
            if (answer.IsSuccessStatusCode) break;
            Assert.True(attempt < 100, "The place of a closed stream is not given to another.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        async Task<HttpResponseMessage> SendAsync(Person person)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/partnerships/{stage.Partnership}/stream");
            request.Headers.Authorization = new("Bearer", await small.Api.TokenAsync(person.Subject, person.Role, person.Clearance));
            return await small.Api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }

        async Task<HttpResponseMessage> OpenAsync(Person person)
        {
            var answer = await SendAsync(person);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("no", Assert.Single(answer.Headers.GetValues("X-Accel-Buffering")));
            Assert.True(answer.Headers.CacheControl!.NoTransform);
            return answer;
        }

        async Task IsRefusedAsync(Person person)
        {
            var answer = (await Answer.OfAsync(await SendAsync(person))).IsRefused(HttpStatusCode.TooManyRequests, "too-many-streams");
            Assert.NotEmpty(answer.Headers["Retry-After"]);
        }
    }

    [Fact]
    public async Task Ends_when_the_token_does()
    {
        var stage = await Stage.SetAsync(service.Api);
        var now = DateTime.UtcNow;
        // It has run out, and is taken for three seconds more: clocks may differ by thirty.
        var token = new Stranger(service.Shared).Token(new() { ["sub"] = "rea", ["roles"] = new[] { "reader" }, ["clearance"] = "GREEN" }, notBefore: now.AddMinutes(-5), expires: now.AddSeconds(-27));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/partnerships/{stage.Partnership}/stream");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await service.Api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await answer.Content.ReadAsStringAsync(patience.Token);
    }
}
