using Assessment.Client;

namespace Assessment.Dashboard.Layout;

/// <summary>Something that keeps a form from being sent, and the field that cures it.</summary>
/// <param name="Field">The name or the id of a field; empty when it is no field's alone.</param>
/// <param name="Sentence">What to do.</param>
public sealed record Fault(string Field, string Sentence)
{
    /// <summary>What the service found wrong with what was sent, member by member: each by the field that is called like it.</summary>
    public static IReadOnlyList<Fault> Of(ApiProblem problem) =>
        [.. problem.Errors.SelectMany(error => error.Value.Select(sentence => new Fault(error.Key.Split('.', '[')[0], sentence)))];

    /// <summary>The id of what describes a field that is at fault.</summary>
    public static string PlaceOf(string field) => $"fault-{field}";

    /// <summary>What <c>aria-describedby</c> says of a field.</summary>
    public static string? Tells(IEnumerable<Fault> faults, string field) => faults.Any(fault => fault.Field == field) ? PlaceOf(field) : null;

    /// <summary>What <c>aria-invalid</c> says of a field.</summary>
    public static string? IsIn(IEnumerable<Fault> faults, string field) => faults.Any(fault => fault.Field == field) ? "true" : null;
}
