using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Forecasts;

public sealed class BeingTheOnlyLead(ServiceOfItsOwn own) : IClassFixture<ServiceOfItsOwn>
{
    private Api Api => own.Running.Api;

    [Fact]
    public async Task The_only_lead_resolves_what_they_asked_until_there_is_another_who_may_see_it()
    {
        var stage = await Stage.SetAsync(Api);
        var (first, second) = (await AskedAsync(stage), await AskedAsync(await Stage.SetAsync(Api, marking: "AMBER")));
        (await ResolvedAsync(Api.Lead, first)).Is(HttpStatusCode.OK);

        // Who may only be known to see what is CLEAR does not stand in the way of what is not.
        (await Api.As("lead-2", "lead", "CLEAR").PostAsync("/partnerships", Bodies.Partnership())).Is(HttpStatusCode.Created);
        (await ResolvedAsync(Api.Lead, second)).Is(HttpStatusCode.OK);
        (await ResolvedAsync(Api.Lead, await AskedAsync(stage))).IsRefused(HttpStatusCode.Forbidden, "own-work");

        // And nobody waits for a lead who has estimated, too.
        var estimated = await AskedAsync(stage);
        estimated = (await Api.As("lead-2", "analyst").PostAsync($"/forecasts/{estimated.Id}/estimates", new { probability = 0.2, rationale = "Never yet." }, estimated.IfMatch)).Is(HttpStatusCode.OK);
        (await ResolvedAsync(Api.Lead, estimated)).Is(HttpStatusCode.OK);
    }

    private async Task<Answer> AskedAsync(Stage stage) => (await Api.Lead.PostAsync("/forecasts", new
    {
        partnership = stage.Partnership,
        question = "Will it?",
        criteria = "It does.",
        opensAt = "2025-07-01T00:00:00Z",
        closesAt = "2099-07-01T00:00:00Z",
    })).Is(HttpStatusCode.Created);

    private static Task<Answer> ResolvedAsync(Person lead, Answer forecast) =>
        lead.PostAsync($"/forecasts/{forecast.Id}/resolution", new { outcome = "no", claims = Array.Empty<string>(), reason = "It did not." }, forecast.IfMatch);
}
