using Assessment.Dashboard.Access;

namespace Assessment.Dashboard.Layout;

/// <summary>A page that the navigation leads to.</summary>
/// <param name="Name">As the link says it.</param>
/// <param name="Path">Below the partnership's own address; empty for its picture.</param>
/// <param name="Roles">Whom it is of use to; empty for everybody.</param>
public sealed record Place(string Name, string Path, params string[] Roles)
{
    /// <summary>In the order of the navigation.</summary>
    public static readonly IReadOnlyList<Place> All =
    [
        new("Picture", ""),
        new("Timeline", "timeline"),
        new("What if", "what-if"),
        new("Assessments", "assessments"),
        new("Claims", "claims"),
        new("Sources", "sources"),
        new("Write", "write", "analyst"),
        new("Review", "review", "reviewer", "lead"),
        new("Forecasts", "forecasts"),
        new("Govern", "govern", "lead"),
        new("Audit", "audit", "auditor"),
        new("Redactions", "audit/redactions", "lead"),
    ];

    public bool IsFor(Viewer viewer) => Roles.Length == 0 || viewer.Is(Roles);

    public string Address(string partnership) => Path.Length == 0 ? $"/partnerships/{partnership}" : $"/partnerships/{partnership}/{Path}";
}
