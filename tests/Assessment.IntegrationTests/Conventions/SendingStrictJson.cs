using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class SendingStrictJson(TheService service)
{
    private static readonly string Source = Guid.NewGuid().ToString();

    /// <summary>A member of a claim, what stands there instead, and the member that must be named.</summary>
    public static TheoryData<string, string, string> WrongMembers => new()
    {
        { "surprise", "1", "surprise" },
        { "Statement", "\"A\"", "Statement" },
        { "statement", "5", "statement" },
        { "statement", "null", "statement" },
        { "statement", "\"   \"", "statement" },
        { "statement", "[]", "statement" },
        { "statement", "\"a\\u0000b\"", "statement" },
        { "statement", "\"\\ud800\"", "statement" },
        { "statement", "\"\\udc00\\ud800\"", "statement" },
        { "credibility", "\"2\"", "credibility" },
        { "credibility", "2.5", "credibility" },
        { "credibility", "2.0000001", "credibility" },
        { "credibility", "2e-1", "credibility" },
        { "credibility", "0.0", "credibility" },
        { "credibility", "70e-1", "credibility" },
        { "credibility", "2e99999999999999999999", "credibility" },
        { "credibility", "0", "credibility" },
        { "credibility", "7", "credibility" },
        { "credibility", "-1", "credibility" },
        { "credibility", "1e400", "credibility" },
        { "credibility", "99999999999999999999", "credibility" },
        { "credibility", "null", "credibility" },
        { "credibility", "true", "credibility" },
        { "informationDate", "\"2024-02-30\"", "informationDate" },
        { "informationDate", "\"2024-01-31T00:00:00Z\"", "informationDate" },
        { "informationDate", "20240131", "informationDate" },
        { "marking", "\"green\"", "marking" },
        { "marking", "1", "marking" },
        { "marking", "null", "marking" },
        { "asserts", "\"Belief\"", "asserts" },
        { "asserts", "\"1\"", "asserts" },
        { "asserts", "\"\\ud800\"", "asserts" },
        { "chain", "\"x\"", "chain" },
        { "chain", "[]", "chain" },
        { "chain", "[null]", "chain[0]" },
        { "chain", "[\"x\"]", "chain[0]" },
        { "chain", "{}", "chain" },
        { "id", "\"00000000-0000-0000-0000-000000000000\"", "id" },
        { "id", "\"x\"", "id" },
        { "related", "\"nonsense\"", "related" },
        { "related", "[]", "related" },
        { "statement", "\"\\u200b\\u2800\\u3164\"", "statement" },
        { "partnership", "\"No Slug\"", "partnership" },
        { "partnership", "null", "partnership" },
        { "reference", "\"\"", "reference" },
        { "bearings", "[null]", "bearings" },
        { "bearings", "[{\"dimension\":null,\"direction\":\"lowers\"}]", "bearings[0].dimension" },
        { "bearings", "[{\"dimension\":\"trust-level\"}]", "bearings[0].direction" },
        { "bearings", "[{\"dimension\":\"trust-level\",\"direction\":\"Lowers\"}]", "bearings[0].direction" },
        { "bearings", "[{\"dimension\":\"trust-level\",\"direction\":\"lowers\",\"level\":1}]", "bearings[0].level" },
        { "bearings", "[{\"dimension\":\"trust-level\",\"dimension\":\"trust-level\",\"direction\":\"lowers\"}]", "bearings[0].dimension" },
        { "bearings", "[{\"dimension\":\"trust-level\",\"direction\":\"lowers\",\"perspective\":\"ru>cn\"}]", "bearings[0].perspective" },
        { "quantity", "{\"value\":1e400,\"unit\":\"percent\"}", "quantity.value" },
        { "quantity", "{\"value\":9007199254740993,\"unit\":\"percent\"}", "quantity.value" },
        { "quantity", "{\"value\":0.1234567890123456789,\"unit\":\"percent\"}", "quantity.value" },
        { "quantity", "{\"value\":-1e-400,\"unit\":\"percent\"}", "quantity.value" },
        { "quantity", "{\"value\":\"80\",\"unit\":\"percent\"}", "quantity.value" },
        { "quantity", "{\"value\":80}", "quantity.unit" },
        { "quantity", "{\"value\":80,\"unit\":\"\"}", "quantity.unit" },
        { "quantity", "{\"value\":80,\"unit\":\"percent\",\"low\":1e999}", "quantity.low" },
        { "quantity", "{\"value\":80,\"unit\":\"percent\",\"low\":90}", "quantity.value" },
        { "quantity", "80", "quantity" },
    };

    [Theory]
    [MemberData(nameof(WrongMembers))]
    public async Task Names_the_member_that_is_wrong(string member, string value, string named) =>
        (await service.Api.Ana.PostTextAsync("/claims", Claim(member, value))).Names(named);

    public static TheoryData<string> RequiredMembers => ["partnership", "statement", "chain", "credibility", "informationDate", "asserts", "bearings"];

    [Theory]
    [MemberData(nameof(RequiredMembers))]
    public async Task Names_the_member_that_is_missing(string member) =>
        (await service.Api.Ana.PostAsync("/claims", Bodies.Claim("some", Source).Without(member))).Names(member);

    [Fact]
    public async Task Names_every_member_that_is_missing()
    {
        var answer = await service.Api.Ana.PostTextAsync("/sources", "{}");
        foreach (var member in new[] { "name", "kind", "reliability" }) answer.Names(member);
    }

    [Fact]
    public async Task Names_the_member_that_stands_there_twice() =>
        (await service.Api.Ana.PostTextAsync("/sources", """{"name":"A","name":"A","kind":"media","reliability":"B"}""")).Names("name");

    [Theory]
    [InlineData("missing required properties including: 'a', 'a'")]
    [InlineData("The JSON property 'x' could not be mapped")]
    [InlineData("Duplicate property 'x' encountered")]
    [InlineData("it's")]
    [InlineData("")]
    [InlineData("a.b[0]")]
    [InlineData(" Path: ")]
    public async Task Survives_a_member_of_any_name(string member)
    {
        var answer = await service.Api.Ana.PostAsync("/sources", Bodies.Source().With(member, 1));
        Assert.Equal("There is no such member.", answer.Names(member).Json["errors"]![member]![0]!.GetValue<string>());
    }

    public static TheoryData<string> Nonsense => ["", " ", "x", "null", "[]", "[{}]", "1", "\"a\"", "{", "{}{}", "{}x", "{\"name\":", "{,}", "{\"name\":\"A\",}", "/* */{}", "NaN", "\uFEFF"];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Refuses_what_is_no_JSON_object(string body) =>
        (await service.Api.Ana.PostTextAsync("/sources", body)).IsRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task Refuses_anything_behind_the_object() =>
        (await service.Api.Ana.PostTextAsync("/sources", $"{Bodies.Source().ToJsonString()} x")).IsRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100_000)]
    public async Task Refuses_what_is_nested_too_deep(int depth)
    {
        var nested = string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));
        (await service.Api.Ana.PostTextAsync("/sources", $"{{\"name\":{nested}}}")).IsRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC3)]
    [InlineData(0xED, 0xA0, 0x80)]
    [InlineData(0xF4, 0x90, 0x80, 0x80)]
    [InlineData(0xC0, 0x80)]
    public async Task Refuses_bytes_that_are_not_UTF_8(params int[] bytes)
    {
        byte[] bad = [.. bytes.Select(value => (byte)value)];
        (await PostBytesAsync([.. "{\"kind\":\"media\",\"reliability\":\"B\",\"name\":\"a"u8, .. bad, .. "\"}"u8])).Names("name");
        (await PostBytesAsync([.. "{\"kind\":\"media\",\"reliability\":\"B\",\"na"u8, .. bad, .. "me\":\"a\"}"u8])).Is(HttpStatusCode.BadRequest);
        (await PostBytesAsync(bad)).IsRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\u0000")]
    [InlineData("\\udc00x")]
    public async Task Refuses_a_member_whose_name_is_no_text(string name) =>
        (await service.Api.Ana.PostTextAsync("/sources", $$"""{"name":"A","kind":"media","reliability":"B","{{name}}":1}""")).IsRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task Keeps_every_text_that_is_one()
    {
        const string Text = "\u0001 \t“Поезд” 列车 👩‍👩‍👧 \uFFFF \u200B\u202E \\ \" </script>";
        var source = (await service.Api.Ana.PostAsync("/sources", Bodies.Source().With("note", Text))).Is(HttpStatusCode.Created);
        Assert.Equal(Text, (await service.Api.Rea.GetAsync(source.Location!["/api/v1".Length..])).Word("note"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2.0")]
    [InlineData("2.000")]
    [InlineData("2e0")]
    [InlineData("2E+0")]
    [InlineData("20e-1")]
    [InlineData("0.02e2")]
    [InlineData("2.00e000")]
    public async Task Takes_a_whole_number_however_it_is_written(string number)
    {
        var stage = await Stage.SetAsync(service.Api);
        var body = Bodies.Claim(stage.Partnership, await stage.SourceAsync()).Without("credibility").ToJsonString()[..^1];
        Assert.Equal("B2", (await service.Api.Ana.PostTextAsync("/claims", $"{body},\"credibility\":{number}}}")).Is(HttpStatusCode.Created).Word("grade"));
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, HttpStatusCode.Created)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x20, 0x0A }, HttpStatusCode.Created)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF }, HttpStatusCode.BadRequest)]
    [InlineData(new byte[] { 0xEF, 0xBB }, HttpStatusCode.BadRequest)]
    public async Task Takes_one_byte_order_mark(byte[] before, HttpStatusCode status) =>
        (await PostBytesAsync([.. before, .. Encoding.UTF8.GetBytes(Bodies.Source().ToJsonString())])).Is(status);

    [Theory]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    [InlineData("utf-32", "UTF-32")]
    [InlineData("utf-32BE", "UTF-32")]
    public async Task Names_the_encoding_that_is_not_taken(string name, string named)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var mark in (byte[][])[[], encoding.GetPreamble()])
            Assert.Contains(named, (await PostBytesAsync([.. mark, .. encoding.GetBytes(Bodies.Source().ToJsonString())])).Names("$").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("br", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity, gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity", HttpStatusCode.Created)]
    public async Task Takes_nothing_that_is_packed(string encoding, HttpStatusCode status)
    {
        using var content = new StringContent(Bodies.Source().ToJsonString(), Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        var answer = (await service.Api.Ana.SendAsync(HttpMethod.Post, "/sources", content)).Is(status);
        if (status is HttpStatusCode.UnsupportedMediaType) Assert.Equal("identity", answer.IsRefused(status, "unsupported-media-type").Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task Takes_an_escaped_pair_of_surrogates_as_the_character_it_is()
    {
        var source = (await service.Api.Ana.PostTextAsync("/sources", $$"""{"name":"\ud83d\ude00 {{Guid.NewGuid():N}}","kind":"media","reliability":"B"}""")).Is(HttpStatusCode.Created);
        Assert.StartsWith("😀 ", source.Word("name"), StringComparison.Ordinal);
    }

    private async Task<Answer> PostBytesAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return await service.Api.Ana.SendAsync(HttpMethod.Post, "/sources", content);
    }

    // Written by hand, because no serializer writes what is wrong.
    private static string Claim(string member, string value)
    {
        var text = new StringBuilder("{");
        foreach (var (name, node) in Bodies.Claim("some", Source).Without(member)) text.Append('"').Append(name).Append("\":").Append(node!.ToJsonString()).Append(',');
        return text.Append('"').Append(member).Append("\":").Append(value).Append('}').ToString();
    }
}
