using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;
using CsCheck;
using Xunit;
using static Assessment.Tests.Picture.Exhibits;

namespace Assessment.Tests.Picture;

public class FollowingADimension
{
    private static readonly Gen<LevelSpan> Span = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 5], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[1, 30], Gen.Int[1, 20], (analyst, level, marking, days, from, length) =>
        new LevelSpan($"{(char)('a' + analyst)}", (Marking)marking, CutOff.AddDays(days), from, level, from, length > 15 ? long.MaxValue : from + length));

    [Fact]
    public void At_every_position_it_says_what_the_picture_says() =>
        Gen.Select(Span.Array[0, 12], Gen.Int[0, 4]).Sample((drawn, clearance) =>
        {
            // A fact stands at one position: no analyst has two judgments of the same.
            LevelSpan[] spans = [.. drawn.DistinctBy(span => (span.Analyst, span.From))];
            var steps = Timeline.ByRecorded(spans, (Marking)clearance);
            for (var position = 0; position <= 51; position++)
            {
                var picture = ShownTo((Marking)clearance, [.. spans.Where(span => span.From <= position && position < span.Until).Select(Standing)]).OnTrust();
                var step = steps.LastOrDefault(step => step.Position <= position);
                Assert.Equal((picture.Level, picture.Lowest, picture.Highest, picture.Agreement, picture.Analysts), (step?.Level, step?.Lowest, step?.Highest, step?.Agreement, step?.Analysts ?? 0));
            }

            Assert.Equal(steps.Select(step => step.Position).Order().Distinct(), steps.Select(step => step.Position));
            Assert.DoesNotContain(steps.Zip(steps.Skip(1)), pair => pair.First with { Position = 0 } == pair.Second with { Position = 0 });
        });

    [Fact]
    public void At_every_date_it_says_what_the_picture_says_about_it() =>
        Gen.Select(Span.Array[0, 12], Gen.Int[0, 4]).Sample((drawn, clearance) =>
        {
            LevelSpan[] spans = [.. drawn.DistinctBy(span => (span.Analyst, span.From))];
            var steps = Timeline.ByInformationDate(spans, (Marking)clearance);
            for (var day = CutOff.AddDays(-1); day <= CutOff.AddDays(4); day = day.AddDays(1))
            {
                var picture = Picturing.Of(new Asking(Partnership, (Marking)clearance, Noon, day), [.. spans.Where(span => span.Until == long.MaxValue).Select(Standing)], [], []).OnTrust();
                var step = steps.LastOrDefault(step => DateOnly.FromDateTime(step.Time.UtcDateTime) <= day);
                Assert.Equal((picture.Level, picture.Lowest, picture.Highest, picture.Agreement, picture.Analysts), (step?.Level, step?.Lowest, step?.Highest, step?.Agreement, step?.Analysts ?? 0));
            }
        });

    private static Standing Standing(LevelSpan span) => Trust(span.Analyst, span.Level) with { Marking = span.Marking, InformationCutOff = span.InformationCutOff, Position = span.Position };

    [Fact]
    public void A_long_history_takes_a_moment()
    {
        var spans = Enumerable.Range(1, 50_000).Select(position => new LevelSpan("ana", Marking.Clear, CutOff, position, (position % 5) + 1, position, position + 1)).ToArray();
        var begun = TimeProvider.System.GetTimestamp();
        Assert.Equal(50_001, Timeline.ByRecorded(spans, Marking.Clear).Count);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 10);
    }
}
