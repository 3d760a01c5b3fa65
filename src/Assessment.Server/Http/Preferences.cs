using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Assessment.Server.Http;

/// <summary>What a client would rather have (RFC 7240): tokens with values, in any case, with white space around the equals sign, quoted or not.</summary>
public static class Preferences
{
    /// <summary>The values of a preference, in their order: its parameters, and what stands in somebody else's quotes, are none of them.</summary>
    public static IEnumerable<string> Of(StringValues prefer, string name)
    {
        foreach (var preference in prefer.SelectMany(line => Split(line ?? "", ',')))
        {
            var parts = Split(Split(preference, ';')[0], '=');
            if (parts is [var token, var value] && token.Trim(' ', '\t').Equals(name, StringComparison.OrdinalIgnoreCase)) yield return Unquoted(value.Trim(' ', '\t'));
        }
    }

    /// <summary>The seconds of <c>wait</c>, at most so many; null when none is preferred. Preferences that are not understood are ignored, as the RFC asks.</summary>
    public static int? Wait(StringValues prefer, int most) => Of(prefer, "wait")
        .Select(value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? (int?)Math.Min(seconds, most) : null)
        .FirstOrDefault(seconds => seconds is not null);

    // What stands between separators, of which those within quotes are none.
    private static List<string> Split(string text, char separator)
    {
        var (parts, start, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\') i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string Unquoted(string value)
    {
        if (value is not ['"', .. var inner, '"']) return value;
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < inner.Length; i++) text.Append(inner[i] == '\\' && i + 1 < inner.Length ? inner[++i] : inner[i]);
        return text.ToString();
    }
}
