using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Partnerships;

public class ReadingTheCatalogue(TheService service)
{
    [Fact]
    public async Task Shows_seven_dimensions_of_five_levels_each()
    {
        var items = (await service.Api.Rea.GetAsync("/dimensions")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Equal(
            [
                ("trust-level", true), ("territorial-threat", true), ("military-aid", true), ("sanctions-evasion", true),
                ("economic-dependence", true), ("counterintelligence-activity", true), ("strategic-alignment", false),
            ],
            items.Select(item => (item!["code"]!.GetValue<string>(), item["directed"]!.GetValue<bool>())));
        Assert.All(items, item =>
        {
            Assert.Equal(["code", "directed", "levels", "name", "question", "reviewDays"], item!.AsObject().Select(member => member.Key).Order());
            Assert.Equal([1, 2, 3, 4, 5], item["levels"]!.AsArray().Select(level => level!["level"]!.GetValue<int>()));
            Assert.All(item["levels"]!.AsArray(), level => Assert.NotEmpty(level!["label"]!.GetValue<string>() + level["definition"]!.GetValue<string>()));
            Assert.InRange(item["reviewDays"]!.GetValue<int>(), 1, 3650);
        });
    }

    [Fact]
    public async Task Is_where_a_new_partnership_begins()
    {
        var stage = await Stage.SetAsync(service.Api);
        Assert.Equal((await service.Api.Rea.GetAsync("/dimensions")).Text, (await service.Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/dimensions")).Text);
        (await service.Api.Rea.GetAsync("/partnerships/absent/dimensions")).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await service.Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/dimensions/absent")).IsRefused(HttpStatusCode.NotFound, "not-found");
    }
}
