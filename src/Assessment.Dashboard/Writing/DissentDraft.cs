using Assessment.Client;

namespace Assessment.Dashboard.Writing;

/// <summary>A dissent being written.</summary>
public sealed class DissentDraft
{
    public int? Level { get; set; }

    public string Rationale { get; set; } = "";

    public List<Citation> Claims { get; set; } = [];
}
