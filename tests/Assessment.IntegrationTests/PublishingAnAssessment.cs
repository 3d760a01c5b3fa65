using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests;

public class PublishingAnAssessment(TheService service)
{
    [Fact]
    public async Task Shows_it_in_the_picture_from_its_position_on_and_not_before()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = (await stage.ClaimAsync()).Id;
        var published = await stage.PublishAsync(service.Api.Ana, claim, level: 2);
        var position = published.Json["published"]!["position"]!.GetValue<long>();

        Assert.Equal(2, LevelOf(await stage.PictureAsync(service.Api.Rea)));
        Assert.Equal(2, LevelOf(await stage.PictureAsync(service.Api.Rea, $"?asOf={position}")));
        Assert.Null(LevelOf(await stage.PictureAsync(service.Api.Rea, $"?asOf={position - 1}")));
    }

    private static double? LevelOf(Answer picture) => picture.Json["dimensions"]!.AsArray()
        .Single(entry => entry!["dimension"]!.GetValue<string>() == "trust-level" && entry["perspective"]!.GetValue<string>() == "RU>CN")!["level"]?.GetValue<double>();
}
