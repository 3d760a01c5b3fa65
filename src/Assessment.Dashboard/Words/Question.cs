using Assessment.Client;

namespace Assessment.Dashboard.Words;

/// <summary>A dimension as it is asked of a partnership: as a whole, or from one party toward another.</summary>
public sealed record Question(Dimension Dimension, string? Perspective)
{
    /// <summary>As a choice is sent.</summary>
    public string Key => $"{Dimension.Code} {Perspective}";

    /// <summary>"Trust level, Russia → China".</summary>
    public string Name => Perspective is null ? Seen.Of(Dimension.Name) : $"{Seen.Of(Dimension.Name)}, {Said.Perspective(Perspective)}";

    /// <summary>Every question that can be asked, in the catalogue's order.</summary>
    public static IEnumerable<Question> Of(PartnershipAnswer partnership, IReadOnlyList<Dimension> dimensions) =>
        from dimension in dimensions
        from perspective in dimension.Directed ? Perspectives(partnership) : [null]
        select new Question(dimension, perspective);

    private static IEnumerable<string?> Perspectives(PartnershipAnswer partnership) =>
        from one in partnership.Parties from other in partnership.Parties where one != other select $"{one}>{other}";
}
