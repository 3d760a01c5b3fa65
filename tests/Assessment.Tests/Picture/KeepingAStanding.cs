using System.Text.Json;
using Assessment.Server.Http;
using Assessment.Server.Picture;
using Xunit;
using static Assessment.Tests.Picture.Exhibits;

namespace Assessment.Tests.Picture;

public class KeepingAStanding
{
    [Fact]
    public void What_was_judged_is_kept_and_nothing_that_follows_from_it()
    {
        var judged = Trust("ana", 2, Claim(1, "B2", 11), Claim(2, "F6", null)).Judgment;
        var kept = JsonSerializer.SerializeToNode(judged, StrictJson.Options)!;
        Assert.Equal(["level", "likelihood", "confidence", "support", "claims"], kept.AsObject().Select(member => member.Key));

        var read = kept.Deserialize<StandingJudgment>(StrictJson.Options)!;
        Assert.Equal((judged.Level, judged.Likelihood, judged.Confidence), (read.Level, read.Likelihood, read.Confidence));
        Assert.Equal(judged.Claims, read.Claims);
        Assert.Null(read.Distribution);
    }

    [Fact]
    public void A_distribution_is_kept_with_it()
    {
        var kept = JsonSerializer.Serialize(Trust("ana", 2).Giving(0.05, 0.7, 0.2, 0.04, 0.01).Judgment, StrictJson.Options);
        Assert.Equal([0.05, 0.7, 0.2, 0.04, 0.01], JsonSerializer.Deserialize<StandingJudgment>(kept, StrictJson.Options)!.Distribution!);
    }
}
