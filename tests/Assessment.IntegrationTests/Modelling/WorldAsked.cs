using System.Text.Json.Nodes;

namespace Assessment.IntegrationTests.Modelling;

/// <summary>What the world would be without some evidence, and what it was about.</summary>
internal sealed partial class World
{
    /// <summary>The published assessments that rest on some claims, newest first, with what would be left of each judgment without those.</summary>
    public JsonArray Impact(Actor who, Func<int, bool> rests)
    {
        bool Rests(Judgment judgment) => judgment.Text.Claims.Any(cited => rests(cited.Claim));
        return [.. Papers.Where(paper => !paper.Retracted && ShowsPublished(who, paper) && paper.Published!.Judgments.Any(Rests)).OrderByDescending(paper => paper.Since).Select(paper => Json(new
        {
            assessment = Id('a', paper.Number),
            author = paper.Author,
            marking = Markings[paper.Published!.Text.Marking],
            judgments = paper.Published.Judgments.Where(Rests).Select(judgment =>
            {
                var left = judgment.Text.Supporting.Where(claim => !rests(claim)).Select(Know).Where(known => !known.Withdrawn).ToArray();
                var seen = left.Where(known => SeesClaim(who, known.Claim)).ToArray();
                return new
                {
                    dimension = judgment.Text.On.Dimension,
                    perspective = judgment.Text.On.Perspective,
                    level = judgment.Text.Level,
                    support = judgment.ShownSupport,
                    supportWithout = Weigh(judgment, left),
                    remaining = seen.Select(known => Id('c', known.Claim)),
                    originsWithout = Origins(seen),
                };
            }),
        }))];
    }

    /// <summary>Question by question what a picture would lose that has become another.</summary>
    public static JsonArray WouldChange(JsonArray before, JsonArray after) =>
    [
        .. before.Zip(after).Select(pair => (Was: pair.First!, Is: pair.Second!, Claims: Cited(pair.First!), Left: Cited(pair.Second!)))
            .Where(pair => !pair.Claims.SequenceEqual(pair.Left)).Select(pair => Json(new
            {
                dimension = pair.Was["dimension"],
                perspective = pair.Was["perspective"],
                before = pair.Was["level"],
                after = pair.Is["level"],
                analystsBefore = pair.Was["analysts"],
                analystsAfter = pair.Is["analysts"],
                fallOut = pair.Claims.Keys.Where(assessment => !pair.Left.ContainsKey(assessment)),
                weakened = pair.Left.Where(standing => pair.Claims[standing.Key] > standing.Value).Select(standing => standing.Key),
            })),
    ];

    /// <summary>From which dates on the judgments in force, as they are known now, say something else about the world.</summary>
    public JsonArray ByInformationDate(int clearance, Question on)
    {
        var steps = new List<(DateOnly Date, JsonNode Sum)>();
        foreach (var date in Papers.Where(paper => !paper.Retracted && paper.Judgment(on) is not null && Decides(paper, paper.Published!.Text.Marking, paper.Published.Revision) <= clearance).Select(paper => CutOff(paper.Published!.Text)).Distinct().Order())
        {
            int[] levels = [.. Standings(clearance, date).Where(standing => standing.On == on).Select(standing => standing.Judgment.Text.Level)];
            var sum = Json(new { level = Median([.. levels.Select(level => (double)level)]), lowest = levels.Min(), highest = levels.Max(), agreement = Agreement(levels), analysts = levels.Length });
            if (steps is [] || steps[^1].Sum.ToJsonString() != sum.ToJsonString()) steps.Add((date, sum));
        }

        foreach (var (date, sum) in steps) sum["time"] = $"{date:yyyy-MM-dd}T00:00:00Z";
        return [.. steps.Select(step => step.Sum)];
    }

    private static OrderedDictionary<string, int> Cited(JsonNode entry) =>
        new(entry["standings"]!.AsArray().Select(standing => KeyValuePair.Create((string)standing!["assessment"]!, standing["claims"]!.AsArray().Count)));
}
