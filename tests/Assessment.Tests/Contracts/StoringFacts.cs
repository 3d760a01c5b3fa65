using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Contracts;

public class StoringFacts
{
    [Fact]
    public void Every_fact_is_stored_as_it_was_agreed() => Approved.Matches("facts.approved.txt", Facts.Names.OrderBy(fact => fact.Value, StringComparer.Ordinal)
        .SelectMany(fact => (string[])[$"{fact.Value} ({fact.Key.Name})", .. Members(fact.Key, depth: 1)]));

    [Fact]
    public void Every_fact_has_a_sample_of_what_was_once_stored() =>
        Assert.Equal(Facts.Names.Values.Order(StringComparer.Ordinal), Samples().Select(sample => sample.Name).Order(StringComparer.Ordinal));

    /// <summary>What was once stored is read for ever, and says the same when it is written again: nothing of it is lost on the way.</summary>
    [Fact]
    public void What_was_once_stored_is_still_read()
    {
        foreach (var (name, stored) in Samples())
        {
            var type = Facts.Names.Single(fact => fact.Value == name).Key;
            var fact = stored.Deserialize(type, Store.Stored())!;
            var again = JsonSerializer.SerializeToNode(fact, type, Store.Stored());
            Assert.True(JsonNode.DeepEquals(stored, again), $"{name} was\n{stored.ToJsonString()}\nand would now be\n{again!.ToJsonString()}");
        }
    }

    [Fact]
    public void Facts_of_before_a_member_was_added_are_read_too()
    {
        foreach (var (name, stored) in Samples())
        {
            var type = Facts.Names.Single(fact => fact.Value == name).Key;
            foreach (var member in stored.AsObject().Where(member => member.Value is null).Select(member => member.Key).ToArray())
            {
                var earlier = stored.DeepClone().AsObject();
                earlier.Remove(member);
                Assert.NotNull(earlier.Deserialize(type, Store.Stored()));
            }
        }
    }

    [Fact]
    public void A_distribution_is_stored_as_it_was_given_and_none_is_not_stored_at_all()
    {
        var judged = new Server.Assessments.Judgment("un-voting", null, 2, Likelihood.OfProbability(0.7)!, Confidence.Low, "", [], [], [], [], [0.05, 0.7, 0.2, 0.04, 0.01]);
        var stored = JsonSerializer.SerializeToNode(judged, Store.Stored())!;
        Assert.Equal("[0.05,0.7,0.2,0.04,0.01]", stored["distribution"]!.ToJsonString());
        Assert.Equal(judged.Distribution, stored.Deserialize<Server.Assessments.Judgment>(Store.Stored())!.Distribution);
        Assert.False(JsonSerializer.SerializeToNode(judged with { Distribution = null }, Store.Stored())!.AsObject().ContainsKey("distribution"));
    }

    private static IEnumerable<(string Name, JsonNode Stored)> Samples() =>
        JsonNode.Parse(Approved.Read("facts.samples.json"))!.AsArray().Select(sample => (sample!["name"]!.GetValue<string>(), sample["data"]!));

    private static IEnumerable<string> Members(Type type, int depth)
    {
        var nullable = new NullabilityInfoContext();
        foreach (var parameter in type.GetConstructors().Single(made => made.GetParameters().Length > 0).GetParameters())
        {
            var optional = nullable.Create(parameter).WriteState is NullabilityState.Nullable;
            var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            yield return $"{new string(' ', depth * 2)}{name}: {Json(parameter.ParameterType)}{(optional ? " or null" : "")}";
            if (Item(parameter.ParameterType) is { IsPrimitive: false, IsEnum: false } item && item.Assembly == typeof(Facts).Assembly && Written(item) is null)
            {
                foreach (var member in Members(item, depth + 1)) yield return member;
            }
        }
    }

    private static string Json(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return Written(type)
            ?? (type.IsEnum ? $"one of {string.Join(", ", AllCodes(type))}" : Item(type) is { } item && item != type ? $"list of {Json(item)}" : "object");
    }

    private static string? Written(Type type) =>
        type == typeof(string) ? "text" :
        type == typeof(Guid) ? "uuid" :
        type == typeof(DateOnly) ? "date" :
        type == typeof(DateTimeOffset) ? "time" :
        type == typeof(int) || type == typeof(long) ? "whole number" :
        type == typeof(double) ? "number" :
        type == typeof(bool) ? "true or false" :
        type == typeof(Perspective) ? "text as RU>CN" :
        type == typeof(Grade) ? "text as B2" :
        null;

    private static Type Item(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsGenericType ? type.GetGenericArguments()[0] : type;
    }

    private static IReadOnlyList<string> AllCodes(Type type) =>
        (IReadOnlyList<string>)typeof(Codes).GetMethod(nameof(Codes.All))!.MakeGenericMethod(type).Invoke(null, null)!;
}
