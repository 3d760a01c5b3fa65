using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using CsCheck;
using Xunit;
using static Assessment.Tests.Picture.Exhibits;

namespace Assessment.Tests.Picture;

public class FollowingADimension
{
    private static readonly Gen<StandingSpan> Span = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 5], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[1, 30], Gen.Int[1, 20], (analyst, level, marking, days, from, length) =>
        new StandingSpan(Trust($"{(char)('a' + analyst)}", level) with { Marking = (Marking)marking, InformationCutOff = CutOff.AddDays(days), Position = from }, from, length > 15 ? long.MaxValue : from + length));

    [Fact]
    public void At_every_position_it_says_what_the_picture_says() =>
        Gen.Select(Span.Array[0, 12], Gen.Int[0, 4]).Sample((drawn, clearance) =>
        {
            // A fact stands at one position: no analyst has two judgments of the same.
            StandingSpan[] spans = [.. drawn.DistinctBy(span => (span.Standing.Analyst, span.From))];
            var steps = Timeline.ByRecorded(spans, (Marking)clearance);
            for (var position = 0; position <= 51; position++)
            {
                var picture = ShownTo((Marking)clearance, [.. spans.Where(span => span.From <= position && position < span.Until).Select(span => span.Standing)]).OnTrust();
                var step = steps.LastOrDefault(step => step.Position <= position);
                Assert.Equal((picture.Level, picture.Lowest, picture.Highest, picture.Agreement, picture.Analysts), (step?.Level, step?.Lowest, step?.Highest, step?.Agreement, step?.Analysts ?? 0));
            }

            Assert.Equal(steps.Select(step => step.Position).Order().Distinct(), steps.Select(step => step.Position));
            Assert.DoesNotContain(steps.Zip(steps.Skip(1)), pair => pair.First with { Position = 0 } == pair.Second with { Position = 0 });
        });

    [Fact]
    public void A_long_history_takes_a_moment()
    {
        var spans = Enumerable.Range(1, 50_000).Select(position => new StandingSpan(Trust("ana", (position % 5) + 1), position, position + 1)).ToArray();
        var begun = TimeProvider.System.GetTimestamp();
        Assert.Equal(50_001, Timeline.ByRecorded(spans, Marking.Clear).Count);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 10);
    }
}
