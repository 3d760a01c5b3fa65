using System.Text.Json.Serialization;

namespace Assessment.Server.Tradecraft;

/// <summary>From whom toward whom a directed dimension is judged, since Russia's trust in China and China's in Russia are two questions.</summary>
/// <param name="From">ISO 3166-1 alpha-2 code of the party that perceives or acts.</param>
/// <param name="Toward">Code of the other party.</param>
[JsonConverter(typeof(PerspectiveConverter))]
public readonly record struct Perspective(string From, string Toward)
{
    /// <summary>Reads two different pairs of upper-case letters, such as "RU>CN"; whether such states exist is not asked.</summary>
    public static bool TryParse(string? text, out Perspective perspective)
    {
        perspective = default;
        if (text is not { Length: 5 } || text[2] != '>') return false;
        var (from, toward) = (text[..2], text[3..]);
        if (from == toward || !(from + toward).All(char.IsAsciiLetterUpper)) return false;
        perspective = new(from, toward);
        return true;
    }

    /// <summary>The same two from the other side.</summary>
    public Perspective Turned() => new(Toward, From);

    public override string ToString() => $"{From}>{Toward}";
}

/// <summary>A perspective in JSON as it is written, "RU>CN".</summary>
public sealed class PerspectiveConverter : WrittenFormConverter<Perspective>
{
    protected override string Form => "a perspective as RU>CN";

    protected override bool TryParse(string? text, out Perspective value) => Perspective.TryParse(text, out value);

    protected override string Written(Perspective value) => value.ToString();
}
