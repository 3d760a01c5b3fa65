using System.Globalization;
using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class AskingTooOften(TheService service)
{
    [Fact]
    public async Task Is_refused_for_a_while_and_for_that_actor_alone()
    {
        await using var slow = await service.StartAsync(null, "--Assessment:Rate:PerSecond=10", "--Assessment:Rate:Burst=5");
        await slow.Api.TokenAsync("ana", "analyst", "RED");
        await slow.Api.TokenAsync("bo", "analyst", "RED");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => slow.Api.Ana.GetAsync("/dimensions")));

        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), 5, 30);
        foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.OK))
        {
            refused.IsRefused(HttpStatusCode.TooManyRequests, "too-many-requests");
            Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 10);
        }

        (await slow.Api.Bo.GetAsync("/dimensions")).Is(HttpStatusCode.OK);
    }
}
