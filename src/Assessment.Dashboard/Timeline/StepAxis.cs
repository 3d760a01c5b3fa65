using Assessment.Client;

namespace Assessment.Dashboard.Timeline;

/// <summary>Where each step of a timeline stands between left (0) and right (1): by time, or evenly when time would press them into one line.</summary>
public sealed class StepAxis
{
    private const double Crowded = 0.06;

    private readonly double[] _starts;

    private StepAxis(double[] starts, bool even) => (_starts, IsEven) = (starts, even);

    /// <summary>Whether steps stand at even distances, so that lengths say nothing.</summary>
    public bool IsEven { get; }

    /// <param name="steps">Oldest first.</param>
    /// <param name="until">The right end: now.</param>
    /// <param name="even">Asked for; null lets the steps decide.</param>
    public static StepAxis Of(IReadOnlyList<TimelineStep> steps, DateTimeOffset until, bool? even = null)
    {
        if (steps.Count == 0) return new StepAxis([], even ?? false);
        // East of UTC it may be a day later already.
        if (steps[^1].Time > until) until = steps[^1].Time;
        var (first, span) = (steps[0].Time, (until - steps[0].Time).TotalSeconds);
        double At(TimelineStep step) => (step.Time - first).TotalSeconds / span;
        var crowded = span <= 0 || (steps.Count > 1 && steps.Zip(steps.Skip(1)).Any(pair => At(pair.Second) - At(pair.First) < Crowded / steps.Count));
        return even ?? crowded
            ? new StepAxis([.. steps.Select((_, index) => (double)index / steps.Count)], true)
            : new StepAxis([.. steps.Select(At)], false);
    }

    public double Start(int step) => _starts[step];

    /// <summary>Where a step ends: where the next begins, the last at the right end.</summary>
    public double End(int step) => step + 1 < _starts.Length ? _starts[step + 1] : 1;
}
