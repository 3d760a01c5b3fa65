namespace Assessment.Dashboard.Layout;

/// <summary>
/// What a small form sends: which one it is, the version it was decided on, and what was typed. One shape for all of them, so that
/// what was typed stands there again when it is refused.
/// </summary>
public sealed class Act
{
    /// <summary>The form, unique on its page.</summary>
    public string? Name { get; set; }

    public string? ETag { get; set; }

    /// <summary>The idempotency key: sent twice, it is done once.</summary>
    public Guid? Key { get; set; }

    /// <summary>The version as a header may carry it, whatever was sent.</summary>
    public string Seen => ETag is ['"', .. { Length: > 0 and < 40 } tag, '"'] && tag.All(c => char.IsAsciiHexDigitLower(c) || c == '-') ? ETag : "\"0\"";

    /// <summary>The text, of which a refusal says that it is missing.</summary>
    public string Said => Text ?? "";

    public string? Text { get; set; }

    public string? Code { get; set; }

    /// <summary>A name that is given.</summary>
    public string? Title { get; set; }

    public string? Kind { get; set; }

    public string? Marking { get; set; }

    /// <summary>Why it is another one than that of the same name.</summary>
    public string? Distinct { get; set; }

    /// <summary>Another of its kind.</summary>
    public Guid? Other { get; set; }

    public int? Number { get; set; }

    /// <summary>What is ticked; null when nothing is.</summary>
    public List<string>? Ticked { get; set; }
}
