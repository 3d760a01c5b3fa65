using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

/// <summary>A dissent is the one of its assessment; nobody reaches another through its id.</summary>
public class Dissenting(TheService service)
{
    [Fact]
    public async Task Under_an_id_that_another_dissent_has_leaves_that_one_alone()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var (one, other) = (await stage.PublishAsync(service.Api.Ana, claim), await stage.PublishAsync(service.Api.As("dee", "analyst"), claim));
        var id = Guid.NewGuid();
        (await DissentAsync(service.Api.As("cy", "analyst"), one, id, claim)).Is(HttpStatusCode.Created);

        var same = (await DissentAsync(service.Api.Bo, other, id, claim)).Is(HttpStatusCode.Created);
        var joined = (await service.Api.Ana.PostAsync($"/assessments/{other.Id}/dissents/{id}/joiners", null, same.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal([("bo", 1), ("cy", 0)], await ShownAsync(stage));
        (await service.Api.Bo.DeleteAsync($"/assessments/{other.Id}/dissents/{id}", joined.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal([("cy", 0)], await ShownAsync(stage));
    }

    [Fact]
    public async Task Under_an_id_that_was_used_on_the_assessment_is_refused_even_after_its_withdrawal()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(service.Api.Ana, claim);
        var id = Guid.NewGuid();
        var first = (await DissentAsync(service.Api.Bo, published, id, claim)).Is(HttpStatusCode.Created);
        (await DissentAsync(service.Api.Bo, published, id, claim)).IsRefused(HttpStatusCode.Conflict, "already-exists");
        (await DissentAsync(service.Api.As("cy", "analyst"), published, id, claim)).IsRefused(HttpStatusCode.Conflict, "already-exists");
        (await service.Api.Bo.DeleteAsync($"/assessments/{published.Id}/dissents/{id}", first.IfMatch)).Is(HttpStatusCode.OK);
        (await DissentAsync(service.Api.Bo, published, id, claim)).IsRefused(HttpStatusCode.Conflict, "already-exists");
    }

    private static Task<Answer> DissentAsync(Person analyst, Answer assessment, Guid id, string claim) => analyst.PostAsync(
        $"/assessments/{assessment.Id}/dissents", new { id, dimension = "trust-level", perspective = "RU>CN", level = 5, rationale = Stage.Rationale, claims = new[] { claim } });

    private async Task<IEnumerable<(string, int)>> ShownAsync(Stage stage) =>
        (await stage.PictureAsync(service.Api.Rea)).Json["dimensions"]!.AsArray().SelectMany(entry => entry!["dissents"]!.AsArray())
            .Select(dissent => ((string)dissent!["analyst"]!, dissent["joiners"]!.AsArray().Count)).Order();
}
