using System.Text.RegularExpressions;

namespace Assessment.Server.Tradecraft;

/// <summary>The short names that people give to partnerships and dimensions, fit for an address.</summary>
public static partial class Slug
{
    private const int MaxLength = 64;

    /// <summary>Whether it is 1 to 64 lower-case letters, digits and single hyphens between them, with a letter first.</summary>
    public static bool IsValid(string slug) => slug is { Length: <= MaxLength } && Form().IsMatch(slug);

    [GeneratedRegex(@"\A[a-z](-?[a-z0-9])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
