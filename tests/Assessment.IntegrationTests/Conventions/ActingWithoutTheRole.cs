using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class ActingWithoutTheRole(TheService service)
{
    private static readonly string[] Everybody = ["analyst", "reviewer", "reader", "auditor", "lead"];
    private static readonly string Some = Guid.NewGuid().ToString();

    public static TheoryData<string, string, string> Writes => new()
    {
        { "POST", "/partnerships", "lead" },
        { "PATCH", "/partnerships/some", "lead" },
        { "POST", "/partnerships/some/dimensions", "lead" },
        { "POST", "/sources", "analyst" },
        { "POST", $"/sources/{Some}/regradings", "analyst" },
        { "POST", "/claims", "analyst" },
        { "POST", $"/claims/{Some}/regradings", "analyst" },
        { "POST", $"/claims/{Some}/tracings", "analyst" },
        { "POST", $"/claims/{Some}/withdrawal", "analyst" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Is_forbidden_on_everything_that_writes(string method, string path, string allowed)
    {
        foreach (var role in Everybody)
        {
            var answer = await service.Api.As("somebody", role).SendAsync(new HttpMethod(method), path, new StringContent("{}", null, "application/json"));
            if (role == allowed) Assert.NotEqual(HttpStatusCode.Forbidden, answer.Status);
            else answer.IsRefused(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Theory]
    [InlineData("/partnerships")]
    [InlineData("/dimensions")]
    [InlineData("/sources")]
    [InlineData("/claims")]
    public async Task Still_lets_every_role_read(string path)
    {
        foreach (var role in Everybody) (await service.Api.As("somebody", role).GetAsync(path)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_said_before_anything_about_the_request()
    {
        (await service.Api.Rea.PostTextAsync("/claims", "not even JSON")).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await service.Api.Rea.PostAsync($"/claims/{Some}/withdrawal", new { reason = "x" })).IsRefused(HttpStatusCode.Forbidden, "forbidden");
    }
}
