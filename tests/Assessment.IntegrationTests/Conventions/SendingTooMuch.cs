using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class SendingTooMuch(TheService service)
{
    private const int Limit = 1024 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_refused_beyond_one_mebibyte(bool chunked)
    {
        (await PostAsync(Source(Limit + 1), chunked)).IsRefused(HttpStatusCode.RequestEntityTooLarge, "too-large");
        (await PostAsync(Source(5 * Limit), chunked)).IsRefused(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_not_refused_up_to_one_mebibyte(bool chunked) =>
        (await PostAsync(Source(Limit), chunked)).Is(HttpStatusCode.Created);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonx")]
    [InlineData("garbage")]
    [InlineData(null)]
    public async Task Is_refused_in_any_other_form_than_JSON(string? type) =>
        (await PostAsync(Source(1000), type: type)).IsRefused(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/json;charset=\"utf-8\"")]
    public async Task Is_taken_as_JSON_however_its_name_is_written(string type) =>
        (await PostAsync(Source(1000), type: type)).Is(HttpStatusCode.Created);

    [Theory]
    [InlineData(4001, HttpStatusCode.BadRequest)]
    [InlineData(4000, HttpStatusCode.Created)]
    public async Task Is_refused_member_by_member(int length, HttpStatusCode status)
    {
        var answer = (await service.Api.Ana.PostAsync("/sources", Bodies.Source().With("note", new string('x', length)))).Is(status);
        if (status == HttpStatusCode.BadRequest) answer.Names("note");
    }

    private async Task<Answer> PostAsync(byte[] body, bool chunked = false, string? type = "application/json")
    {
        using HttpContent content = chunked ? new StreamContent(new Unmeasured(body)) : new ByteArrayContent(body);
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await service.Api.Ana.SendAsync(HttpMethod.Post, "/sources", content);
    }

    // White space around the object makes the body as long as is wanted.
    private static byte[] Source(int length) => Encoding.UTF8.GetBytes(Bodies.Source().ToJsonString().PadRight(length)) is var bytes ? bytes[..length] : [];

    /// <summary>A stream that does not tell its length, so that the body goes in chunks.</summary>
    private sealed class Unmeasured(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
