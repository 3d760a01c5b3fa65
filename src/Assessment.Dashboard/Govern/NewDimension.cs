using Assessment.Client;

namespace Assessment.Dashboard.Govern;

/// <summary>A dimension as a lead types it.</summary>
public sealed class NewDimension
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? Question { get; set; }

    public bool Directed { get; set; }

    public int? ReviewDays { get; set; }

    /// <summary>Of the levels 1 to 5.</summary>
    public List<string?> Labels { get; set; } = [];

    /// <summary>Of the levels 1 to 5.</summary>
    public List<string?> Definitions { get; set; } = [];

    public Dimension Dimension() => new(
        Code?.Trim() ?? "", Name?.Trim() ?? "", Question?.Trim() ?? "", Directed, ReviewDays ?? 0,
        [.. Enumerable.Range(0, 5).Select(at => new Level(at + 1, Labels.ElementAtOrDefault(at)?.Trim() ?? "", Definitions.ElementAtOrDefault(at)?.Trim() ?? ""))]);
}
