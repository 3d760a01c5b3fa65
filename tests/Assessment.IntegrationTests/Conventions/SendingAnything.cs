using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using CsCheck;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class SendingAnything(TheService service)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "2", "2.5", "1e400", "-1e-400", "9223372036854775808", "\"\"", "\"x\"", "\"CLEAR\"", "\"RU>CN\"", "\"\\u0000\"", "\"\\ud800\"", "\"😀\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"2024-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"2024-01-31T25:00:00Z\"", "[]", "[null]", "[[]]", "[1,\"1\"]", "{}", "{\"a\":1,\"a\":2}",
        "[{}]", "[{\"level\":1,\"label\":\"x\",\"definition\":null}]", "[{\"dimension\":\"x\",\"direction\":\"raises\"}]", "{\"value\":1,\"unit\":\"x\",\"low\":2}", "{\"term\":\"likely\",\"probability\":2}",
        "[\"00000000-0000-0000-0000-000000000000\"]", "[\"11111111-1111-1111-1111-111111111111\"]", "[{\"claim\":\"00000000-0000-0000-0000-000000000000\",\"stance\":\"supports\"}]",
    ];

    private static readonly Gen<string> Value = Gen.OneOf(OneOf(Values), Gen.String.Select(text => JsonValue.Create(text).ToJsonString()), Gen.Double.Select(number => $"{number:R}"));

    [Fact]
    public async Task In_a_body_never_breaks_the_service()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var claim = (await stage.ClaimAsync(source)).Id;
        (Person Person, string Path, JsonObject Body)[] writes =
        [
            (service.Api.Lead, "/partnerships", Bodies.Partnership(stage.Partnership)),
            (service.Api.Lead, $"/partnerships/{stage.Partnership}/dimensions", Bodies.Dimension("trust-level")),
            (service.Api.Ana, "/sources", Bodies.Source().With("id", source)),
            (service.Api.Ana, "/claims", Bodies.Claim(stage.Partnership, source).With("id", claim).With("quantity", new JsonObject { ["value"] = 1, ["unit"] = "percent" })),
            (service.Api.Ana, $"/sources/{source}/regradings", new JsonObject { ["reliability"] = "C", ["reason"] = "Because." }),
            (service.Api.Ana, $"/claims/{claim}/regradings", new JsonObject { ["credibility"] = 3, ["reason"] = "Because." }),
            (service.Api.Ana, $"/claims/{claim}/tracings", new JsonObject { ["chain"] = new JsonArray(source), ["reason"] = "Because." }),
            (service.Api.Ana, $"/claims/{claim}/withdrawal", new JsonObject { ["reason"] = "Because." }),
            (service.Api.Ana, "//dev/tokens", new JsonObject { ["subject"] = "a", ["roles"] = new JsonArray("reader"), ["clearance"] = "RED" }),
        ];
        var requests = from write in Gen.Int[0, writes.Length - 1] from member in Gen.Int[0, 20] from value in Value from cut in Gen.Int[0, 15] select (write, member, value, cut);
        await requests.SampleAsync(async request =>
        {
            var (person, path, body) = writes[request.write];
            var text = Mutate(body, request.member, request.value);
            // One in sixteen is cut off somewhere.
            if (request.cut == 0) text = text[..(text.Length / 2)];
            AssertSound(await person.PostTextAsync(path, text, ("If-Match", "\"1\"")), text);
        }, iter: 500, threads: 1);
    }

    [Fact]
    public async Task In_a_query_never_breaks_the_service()
    {
        string[] paths = ["/partnerships", "/dimensions", "/sources", "/claims", "/claims", "/claims"];
        string[] names = ["limit", "cursor", "partnership", "dimension", "source", "origin", "q", "q", "q", "withdrawn", "x", "LIMIT", ""];
        string[] values = ["1", "0", "-1", "AAAAAAAAAAA", "_________38", "true", "trust-level", "\"", "'", "a & !b | <->", "-", "or or or", "%", "\\", new string('й', 400), new string('x', 1025), "\u0001", "😀"];
        var parameter = from name in Gen.Int[0, names.Length - 1] from value in Gen.OneOf(OneOf(values), Gen.String) select $"{names[name]}={Uri.EscapeDataString(Whole(value))}";
        var requests = from path in Gen.Int[0, paths.Length - 1] from query in parameter.Array[0, 3] select $"{paths[path]}?{string.Join('&', query)}";
        await requests.SampleAsync(async path => AssertSound(await service.Api.Rea.GetAsync(path), path), iter: 400, threads: 1);
    }

    [Fact]
    public async Task In_a_path_never_breaks_the_service()
    {
        var slug = Gen.OneOf(Gen.String, OneOf(new string('a', 3000), "..", "%2F", "a%00b", "ä", "\u202E"));
        var requests = from text in slug
                       from path in OneOf("/partnerships/{0}", "/partnerships/{0}/dimensions", "/partnerships/{0}/dimensions/{0}", "/claims/{0}", "/sources/{0}")
                       select path.Replace("{0}", Uri.EscapeDataString(Whole(text).Replace("\0", "", StringComparison.Ordinal)), StringComparison.Ordinal);
        await requests.SampleAsync(async path => AssertSound(await service.Api.Rea.GetAsync(path), path), iter: 200, threads: 1);
    }

    private static void AssertSound(Answer answer, string request)
    {
        Assert.True((int)answer.Status < 500, $"{answer.Status} on {request}: {answer.Text}");
        if ((int)answer.Status < 400) return;
        Assert.NotNull(answer.Code);
        answer.IsRefused(answer.Status, answer.Code);
        if (answer.Status == HttpStatusCode.BadRequest) Assert.NotEmpty(answer.Json["errors"]!.AsObject());
    }

    // Replaces a member, or adds one, as no serializer would.
    private static string Mutate(JsonObject body, int member, string value)
    {
        var text = new StringBuilder("{");
        var place = member % (body.Count + 1);
        foreach (var ((name, node), index) in body.Select((pair, index) => (pair, index)))
            text.Append(index == 0 ? "" : ",").Append('"').Append(name).Append("\":").Append(index == place ? value : node!.ToJsonString());
        if (place == body.Count) text.Append(",\"more\":").Append(value);
        return text.Append('}').ToString();
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // Half a surrogate pair cannot stand in an address at all.
    private static string Whole(string text) => new([.. text.Where(character => !char.IsSurrogate(character))]);
}
