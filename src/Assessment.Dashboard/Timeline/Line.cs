using Assessment.Client;

namespace Assessment.Dashboard.Timeline;

/// <summary>How one dimension came to stand where it stands, with the products behind its steps.</summary>
public sealed record Line(Dimension Dimension, string? Perspective, IReadOnlyList<TimelineStep> Steps, StepAxis Axis, IReadOnlyDictionary<Guid, AssessmentAnswer> Products)
{
    /// <summary>Every dimension that was ever assessed, or the one asked for with what caused its steps.</summary>
    public static async Task<IReadOnlyList<Line>> LoadAsync(
        AssessmentApi api, PartnershipAnswer partnership, string? dimension, string? perspective, bool byDate, DateTimeOffset now, CancellationToken ct = default)
    {
        var asked = (await api.FindDimensionsAsync(partnership.Id, ct) ?? [])
            .Where(known => string.IsNullOrEmpty(dimension) || known.Code == dimension)
            .SelectMany(known => Perspectives(known, partnership).Select(side => (Dimension: known, Perspective: side)))
            .Where(one => string.IsNullOrEmpty(perspective) || one.Perspective == perspective);
        var lines = await Task.WhenAll(asked.Select(async one =>
        {
            var steps = await api.TimelineAsync(partnership.Id, one.Dimension.Code, one.Perspective, by: byDate ? "informationDate" : null, ct: ct);
            var products = string.IsNullOrEmpty(dimension) ? [] : await ProductsAsync(api, steps, ct);
            return new Line(one.Dimension, one.Perspective, steps, StepAxis.Of(steps, now), products);
        }));
        return [.. lines.Where(line => line.Steps.Count > 0)];
    }

    private static IEnumerable<string?> Perspectives(Dimension dimension, PartnershipAnswer partnership) => dimension.Directed
        ? partnership.Parties.SelectMany(from => partnership.Parties.Where(toward => toward != from).Select(toward => (string?)$"{from}>{toward}"))
        : [(string?)null];

    private static async Task<Dictionary<Guid, AssessmentAnswer>> ProductsAsync(AssessmentApi api, IReadOnlyList<TimelineStep> steps, CancellationToken ct)
    {
        var found = await Task.WhenAll(steps.Select(step => step.Cause?.Assessment).OfType<Guid>().Distinct().Select(id => api.FindAssessmentAsync(id, ct: ct)));
        return found.OfType<Versioned<AssessmentAnswer>>().ToDictionary(product => product.Content.Id, product => product.Content);
    }
}
