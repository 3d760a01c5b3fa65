using System.Globalization;
using System.Text.Json.Serialization;
using Assessment.Client;
using Assessment.Dashboard.Layout;
using Assessment.Dashboard.Words;

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

    /// <summary>All that keeps it from being sent, in the order of the fields.</summary>
    [JsonIgnore]
    public IEnumerable<Fault> Faults
    {
        get
        {
            if (string.IsNullOrWhiteSpace(Statement)) yield return new("statement", "Say what is claimed.");
            if (Day is null) yield return new("informationDate", "Give the day that the information is of.");
            if (Value.Trim().Length > 0 && Number is null) yield return new("value", $"“{Value.Trim()}” is no number as it is read here: write 1240.5 or 1,240.5, with a point before decimals.");
            if (Value.Trim().Length == 0 && Unit.Trim().Length > 0) yield return new("value", "Give the quantity, or clear its unit.");
            if (Value.Trim().Length > 0 && Unit.Trim().Length == 0) yield return new("unit", "Give the unit of the quantity.");
            if (Chain.Count == 0) yield return new("source", "Name at least the source that was read.");
        }
    }

    private DateOnly? Day => DateOnly.TryParseExact(InformationDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private double? Number => Amount.Read(Value);

    public NewClaim Claim(string partnership) => new(
        partnership, Statement.Trim(), Chain, Credibility, Day!.Value, Asserts, Bearings, Marking, Corroborates, Contradicts,
        Number is { } number ? new Quantity(number, Unit.Trim()) : null, string.IsNullOrWhiteSpace(Reference) ? null : Reference.Trim(), Id);
}
