using System.Text.Json.Serialization;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Picture;

/// <summary>A dimension from one moment on: what the standings added up to, and the fact that made it so.</summary>
public sealed record TimelineStep(
    DateTimeOffset Time, long Position, double? Level, int? Lowest, int? Highest, double? Agreement, int Analysts, StepCause? Cause)
{
    /// <summary>The same step with its cause, at the time of that fact unless it lies on the axis of dates; a fact above the clearance is not named.</summary>
    public TimelineStep Caused(CausingFact? fact, TimelineOrder by, Marking clearance) => this with
    {
        Cause = fact is not null && fact.Marking <= clearance ? new StepCause(fact.Type, fact.Assessment, fact.Actor, fact.Change) : null,
        Time = by is TimelineOrder.Recorded && fact is not null ? fact.RecordedAt : Time,
    };
}

/// <summary>The fact behind a step; of evidence that moved, what happened to it.</summary>
public sealed record StepCause(string Type, Guid Assessment, string? Actor, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Change = null);

/// <summary>From the levels of one question to its steps. Pure: the steps add up levels as the picture does.</summary>
public static class Timeline
{
    /// <summary>A step at each position where what the clearance shows has changed: the levels are gone through once, in order.</summary>
    public static IReadOnlyList<TimelineStep> ByRecorded(IReadOnlyList<LevelSpan> spans, Marking clearance)
    {
        var visible = spans.Where(span => span.Marking <= clearance).ToArray();
        var (begin, end) = (visible.ToLookup(span => span.From), visible.ToLookup(span => span.Until));
        var held = new HashSet<LevelSpan>(ReferenceEqualityComparer.Instance);
        return Changed(visible.SelectMany(span => (long[])[span.From, span.Until]).Where(position => position < long.MaxValue).Distinct().Order().Select(position =>
        {
            held.ExceptWith(end[position]);
            held.UnionWith(begin[position]);
            return StepOf(default, position, [.. held.GroupBy(span => span.Analyst).Select(mine => mine.MaxBy(span => (span.InformationCutOff, span.Position))!.Level)]);
        }));
    }

    /// <summary>A step at each date from which on, as known now, the judgments in force say something else about the world.</summary>
    public static IReadOnlyList<TimelineStep> ByInformationDate(IReadOnlyList<LevelSpan> spans, Marking clearance)
    {
        var latest = new Dictionary<string, int>();
        return Changed(spans.Where(span => span.Until == long.MaxValue && span.Marking <= clearance).GroupBy(span => span.InformationCutOff).OrderBy(group => group.Key).Select(group =>
        {
            foreach (var span in group.OrderBy(span => span.Position)) latest[span.Analyst] = span.Level;
            return StepOf(new DateTimeOffset(group.Key, TimeOnly.MinValue, TimeSpan.Zero), group.Max(span => span.Position), [.. latest.Values]);
        }));
    }

    private static List<TimelineStep> Changed(IEnumerable<TimelineStep> steps)
    {
        var kept = new List<TimelineStep>();
        foreach (var step in steps)
        {
            var last = kept.Count == 0 ? null : kept[^1];
            if (last is null ? step.Analysts > 0 : last with { Time = step.Time, Position = step.Position } != step) kept.Add(step);
        }

        return kept;
    }

    private static TimelineStep StepOf(DateTimeOffset time, long position, int[] levels) => levels.Length == 0
        ? new(time, position, null, null, null, null, 0, null)
        : new(time, position, Ordinal.Median(levels), levels.Min(), levels.Max(), Math.Round(Ordinal.Consensus(levels), 6), levels.Length, null);
}
