using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Server.Audit;
using Assessment.Server.Http;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Audit;

public class ComparingTwoStates
{
    // Few names and values, so that two states often share some; every list goes by index.
    private static readonly Gen<string> Leaf = Gen.OneOf("null", "true", "1", "2", "\"a\"", "\"b\"", "{}", "[]");

    private static readonly Gen<string> State = Gen.Recursive<string>((depth, inner) => depth > 3 ? Leaf : Gen.Frequency(
        (1, Leaf),
        (2, Gen.Select(Gen.OneOf("x", "y", "z"), inner).Array[0, 3].Select(members =>
            $"{{{string.Join(',', members.DistinctBy(member => member.Item1).Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}")),
        (1, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"))));

    [Fact]
    public void Equal_states_have_no_changes_and_others_have_some() => Gen.Select(State, State).Sample((one, other) =>
        Changes(one, one).Length == 0
        && Changes(one, other).Length == 0 == JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)));

    [Fact]
    public void The_other_way_round_the_same_members_change_back() => Gen.Select(State, State).Sample((one, other) =>
        Changes(one, other, '>').Order().SequenceEqual(Changes(other, one, '<').Order()));

    [Fact]
    public void Every_member_changes_once_and_always_in_the_same_order() => Gen.Select(State, State).Sample((one, other) =>
        Comparison.Of(JsonNode.Parse(one), JsonNode.Parse(other)).Select(change => change.Member).ToArray() is var members
        && members.Distinct().Count() == members.Length
        && Changes(one, other).SequenceEqual(Changes(one, other)));

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":1,"b":3}""", "b: 2 > 3")]
    [InlineData("""{"b":2,"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"c":1}}""", "a.b: 1 >", "a.c: > 1")]
    [InlineData("""{"a":null}""", """{"a":{"b":1}}""", "a: null > {\"b\":1}")]
    [InlineData("""{"a":null}""", "{}", "a: null >")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2]}""", "a[0]: 1 > 2", "a[1]: 2 >")]
    [InlineData("""{"a":0.50}""", """{"a":0.5}""")]
    public void Changes_are_named(string before, string after, params string[] changes) => Assert.Equal(changes, Changes(before, after));

    [Fact]
    public void Judgments_go_by_their_dimension_and_perspective() => Assert.Equal(
        [
            "published.judgments[trust-level RU>CN].level: 2 > 3",
            "published.judgments[un-voting]: > {\"dimension\":\"un-voting\",\"perspective\":null,\"level\":1}",
        ],
        Changes(
            """{"published":{"judgments":[{"dimension":"trust-level","perspective":"CN>RU","level":4},{"dimension":"trust-level","perspective":"RU>CN","level":2}]}}""",
            """{"published":{"judgments":[{"dimension":"un-voting","perspective":null,"level":1},{"dimension":"trust-level","perspective":"RU>CN","level":3},{"dimension":"trust-level","perspective":"CN>RU","level":4}]}}"""));

    [Theory]
    [InlineData("claims", "claim")]
    [InlineData("dissents", "id")]
    [InlineData("dimensions", "code")]
    public void Other_lists_go_by_the_id_of_their_items(string list, string key) => Assert.Equal(
        [$"{list}[b]: {{\"{key}\":\"b\"}} >", $"{list}[a].x: 1 > 2"],
        Changes($$"""{"{{list}}":[{"{{key}}":"b"},{"{{key}}":"a","x":1}]}""", $$"""{"{{list}}":[{"{{key}}":"a","x":2}]}"""));

    [Theory]
    [InlineData("""{"claims":["a","b"]}""", """{"claims":["b","b"]}""")]
    [InlineData("""{"claims":[{"claim":"a"},{"claim":"a"}]}""", """{"claims":[{"claim":"b"},{"claim":"a"}]}""")]
    [InlineData("""{"claims":[{"x":1}]}""", """{"claims":[{"x":2}]}""")]
    public void Where_the_key_does_not_tell_items_apart_the_index_does(string before, string after) =>
        Assert.StartsWith("claims[0]", Assert.Single(Changes(before, after)), StringComparison.Ordinal);

    [Fact]
    public void A_side_without_the_member_is_left_out_of_the_answer() => Assert.Equal(
        """[{"member":"a","before":null,"after":1},{"member":"b","after":null}]""",
        JsonSerializer.Serialize(Comparison.Of(JsonNode.Parse("""{"a":null}"""), JsonNode.Parse("""{"a":1,"b":null}""")), StrictJson.Options));

    private static string[] Changes(string before, string after, char arrow = '>') =>
    [
        .. Comparison.Of(JsonNode.Parse(before), JsonNode.Parse(after))
            .Select(change => arrow == '>' ? (change.Member, Left: change.Before, Right: change.After) : (change.Member, Left: change.After, Right: change.Before))
            .Select(change => $"{change.Member}: {change.Left?.GetRawText()}{(change.Left is null ? "" : " ")}>{(change.Right is null ? "" : $" {change.Right?.GetRawText()}")}"),
    ];
}
