using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assessment.Server.Audit.Redactions;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Contracts;

/// <summary>Which members of facts go with a redaction: all that people write as they like, and nothing that folds or readers follow.</summary>
public partial class RedactingFacts
{
    // Names and codes: who did it, to what, in the words of the catalogue.
    private static readonly string[] Kept = ["analyst", "approvedBy", "author", "by", "code", "dimension", "parties", "partnership", "reviewer"];

    [Fact]
    public void Every_text_of_a_fact_either_goes_or_is_known_to_stay()
    {
        var texts = Facts.Names.Keys.Where(fact => !fact.IsAssignableTo(typeof(IRedactionEvent))).SelectMany(fact => Texts(fact, "")).Distinct().Order(StringComparer.Ordinal).ToArray();
        var goes = FreeText().Match(Repository("Storage/redaction.sql")).Groups[1].Value.Split(',').Select(name => name.Trim().Trim('\'')).ToArray();
        Assert.Equal(texts, goes.Concat(Kept).Order(StringComparer.Ordinal));
    }

    /// <summary>What is on its way between steps of work is named by ids: nothing of a redacted text waits in a queue or among dead letters.</summary>
    [Fact]
    public void No_message_carries_text()
    {
        var messages = typeof(Facts).Assembly.GetTypes().Where(type => type.Name.EndsWith("Handler", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(method => method.Name is "Handle" or "HandleAsync")
            .Select(method => method.GetParameters()[0].ParameterType).Distinct().ToArray();
        Assert.Contains(typeof(CarryOutRedaction), messages);
        Assert.All(messages, message => Assert.Empty(Texts(message, "")));
    }

    private static IEnumerable<string> Texts(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return [name];
        if (type.IsGenericType) return type.GetGenericArguments().SelectMany(item => Texts(item, name));
        // Perspectives and grades are written as one code.
        return type.Assembly == typeof(Facts).Assembly && !type.IsEnum && type != typeof(Perspective) && type != typeof(Grade)
            ? type.GetConstructors().Where(made => made.GetParameters().Length > 0).Take(1).SelectMany(made => made.GetParameters())
                .SelectMany(member => Texts(member.ParameterType, JsonNamingPolicy.CamelCase.ConvertName(member.Name!)))
            : [];
    }

    private static string Repository(string file) => File.ReadAllText(Path.Combine(Approved.Root, "src", "Assessment.Server", file));

    [GeneratedRegex(@"function assessment\.free_text\(\).*?array\[(.*?)\]", RegexOptions.Singleline)]
    private static partial Regex FreeText();
}
