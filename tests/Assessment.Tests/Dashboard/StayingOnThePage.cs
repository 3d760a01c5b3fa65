using Assessment.Dashboard.Access;
using Assessment.Dashboard.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class StayingOnThePage
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/partnerships/china-russia?asOf=57#trust", "/partnerships/china-russia?asOf=57#trust")]
    [InlineData("/%C3%A9?q=a%20b", "/%C3%A9?q=a%20b")]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("/путин \"x\"", "/%D0%BF%D1%83%D1%82%D0%B8%D0%BD%20%22x%22")]
    [InlineData("/😀", "/%F0%9F%98%80")]
    [InlineData("/a\\b", "/a%5Cb")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    [InlineData("/\u0085evil", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("é", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Goes_on_to_an_address_of_its_own_alone(string? asked, string to) => Assert.Equal(to, SigningIn.Local(asked));

    [Fact]
    public void Goes_on_to_no_address_that_no_header_holds() => Assert.Equal("/", SigningIn.Local($"/{new string('a', 5000)}"));

    [Theory]
    [InlineData("https://assess.example", "assess.example", true)]
    [InlineData("https://ASSESS.example", "assess.example:443", true)]
    [InlineData("http://127.0.0.1:5080", "127.0.0.1:5080", true)]
    [InlineData("http://[::1]:5080", "[::1]:5080", true)]
    [InlineData("http://evil.example", "assess.example", false)]
    [InlineData("https://assess.example.evil.example", "assess.example", false)]
    [InlineData("http://127.0.0.1:5081", "127.0.0.1:5080", false)]
    [InlineData("null", "assess.example", false)]
    [InlineData("", "assess.example", false)]
    [InlineData("file:///", "assess.example", false)]
    [InlineData("ftp://assess.example", "assess.example", false)]
    public void Is_asked_from_its_own_address_alone(string origin, string host, bool own) => Assert.Equal(own, SameOrigin.IsOwn([origin], new HostString(host)));

    [Fact]
    public void Believes_no_two_origins() => Assert.False(SameOrigin.IsOwn(["https://assess.example", "https://assess.example"], new HostString("assess.example")));
}
