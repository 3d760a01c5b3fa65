using System.Globalization;
using Assessment.Client;

namespace Assessment.Dashboard.Writing;

/// <summary>A claim being recorded.</summary>
public sealed class ClaimDraft
{
    /// <summary>The claim it is to be: sent twice, it is recorded once.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public string Statement { get; set; } = "";

    public List<Guid> Chain { get; set; } = [];

    public int Credibility { get; set; } = 3;

    /// <summary>As typed: a day, or nothing yet.</summary>
    public string InformationDate { get; set; } = "";

    public string Marking { get; set; } = "CLEAR";

    public string Asserts { get; set; } = "behaviour";

    public List<Bearing> Bearings { get; set; } = [];

    public List<Guid> Corroborates { get; set; } = [];

    public List<Guid> Contradicts { get; set; } = [];

    public string Value { get; set; } = "";

    public string Unit { get; set; } = "";

    public string Reference { get; set; } = "";

    /// <summary>What is still missing before it can be sent; null when nothing is.</summary>
    public string? Missing =>
        string.IsNullOrWhiteSpace(Statement) ? "Say what is claimed." :
        Chain.Count == 0 ? "Name at least the source that was read." :
        Day is null ? "Give the day that the information is of." :
        Value.Length > 0 && Number is null ? "The quantity is no number." :
        Number is not null && string.IsNullOrWhiteSpace(Unit) ? "Give the unit of the quantity." :
        null;

    private DateOnly? Day => DateOnly.TryParseExact(InformationDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private double? Number => double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    public NewClaim Claim(string partnership) => new(
        partnership, Statement.Trim(), Chain, Credibility, Day!.Value, Asserts, Bearings, Marking, Corroborates, Contradicts,
        Number is { } number ? new Quantity(number, Unit.Trim()) : null, string.IsNullOrWhiteSpace(Reference) ? null : Reference.Trim(), Id);
}
