using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class IdentifyingOneself(TheService service)
{
    private const string Path = "/api/v1/partnerships";
    private readonly Stranger _stranger = new(service.Shared);

    private static Dictionary<string, object> Claims(string subject = "ana", string role = "reader") => new() { ["sub"] = subject, ["roles"] = new[] { role } };

    [Fact]
    public async Task Is_refused_without_a_token()
    {
        var answer = (await _stranger.GetAsync(Path, null)).IsRefused(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.StartsWith("Bearer", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        (await _stranger.SendAsync(HttpMethod.Post, "/api/v1/sources", null, "{}")).IsRefused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData("Bearer garbage")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ")]
    [InlineData("Basic YW5hOmFuYQ==")]
    [InlineData("ana")]
    public async Task Is_refused_with_what_is_no_token(string authorization) =>
        (await _stranger.SendAsync(HttpMethod.Get, Path, authorization)).IsRefused(HttpStatusCode.Unauthorized, "unauthenticated");

    [Fact]
    public async Task Succeeds_with_a_token_as_the_service_signs_it() =>
        (await _stranger.GetAsync(Path, _stranger.Token(Claims()))).Is(HttpStatusCode.OK);

    public static TheoryData<string> Forgeries => ["expired", "not yet valid", "other key", "public key as secret", "alg none", "other issuer", "other audience", "no subject", "empty subject", "long subject", "control character"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Is_refused_with_a_forged_token(string forgery)
    {
        var token = forgery switch
        {
            "expired" => _stranger.Token(Claims(), expires: DateTime.UtcNow.AddMinutes(-5)),
            "not yet valid" => _stranger.Token(Claims(), notBefore: DateTime.UtcNow.AddMinutes(5)),
            "other key" => _stranger.Token(Claims(), signedBy: Stranger.OtherKey()),
            "public key as secret" => _stranger.Token(Claims(), signedBy: _stranger.PublicKeyAsSecret()),
            "alg none" => _stranger.WithoutSignature(Claims()),
            "other issuer" => _stranger.Token(Claims(), issuer: "https://elsewhere.example"),
            "other audience" => _stranger.Token(Claims(), audience: "another-service"),
            "no subject" => _stranger.Token(new() { ["roles"] = new[] { "reader" } }),
            "empty subject" => _stranger.Token(Claims("")),
            "long subject" => _stranger.Token(Claims(new string('a', 201))),
            _ => _stranger.Token(Claims("a\u0000b")),
        };
        (await _stranger.GetAsync(Path, token)).IsRefused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData("at+jwt", true)]
    [InlineData("application/at+jwt", true)]
    [InlineData("AT+JWT", true)]
    [InlineData("jwt", true)]
    [InlineData("logout+jwt", false)]
    [InlineData("dpop+jwt", false)]
    [InlineData("secevent+jwt", false)]
    public async Task Takes_access_tokens_and_no_others_whatever_else_holds(string type, bool taken) =>
        (await _stranger.GetAsync(Path, _stranger.Token(Claims(), type: type))).Is(taken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("nonce")]
    [InlineData("at_hash")]
    [InlineData("events")]
    public async Task Is_refused_with_a_token_of_another_kind_that_is_called_a_JWT(string mark)
    {
        var claims = Claims();
        claims[mark] = mark == "events" ? new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() } : "n-0S6_WzA2Mj";
        (await _stranger.GetAsync(Path, _stranger.Token(claims))).IsRefused(HttpStatusCode.Unauthorized, "unauthenticated");
        (await _stranger.GetAsync(Path, _stranger.Token(claims, type: "at+jwt"))).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(" same")]
    [InlineData("same ")]
    [InlineData("same\u00A0")]
    [InlineData("sa\u200Bme")]
    [InlineData("same\u034F")]
    [InlineData("sa\u00ADme")]
    [InlineData("same\u2028INFO: forged")]
    [InlineData("same\nINFO: forged")]
    [InlineData("\u202Eemas")]
    [InlineData("same\U000E0041")]
    public async Task Is_refused_under_a_name_that_looks_like_another(string subject)
    {
        (await _stranger.GetAsync(Path, _stranger.Token(Claims(subject)))).IsRefused(HttpStatusCode.Unauthorized, "unauthenticated");
        (await _stranger.SendAsync(HttpMethod.Post, "/dev/tokens", null, System.Text.Json.JsonSerializer.Serialize(new { subject, roles = new[] { "reader" } }))).Names("subject");
    }

    [Theory]
    [InlineData("Ana María Ñúñez")]
    [InlineData("анна@example.org")]
    [InlineData("f:0e9c:王伟")]
    public async Task Keeps_names_as_people_have_them(string subject) => (await _stranger.GetAsync(Path, _stranger.Token(Claims(subject)))).Is(HttpStatusCode.OK);

    [Theory]
    [InlineData(true, "RED", "GREEN")]
    [InlineData(true, "GREEN", "RED")]
    [InlineData(true, "AMBER")]
    [InlineData(false, "RED", "CLEAR")]
    [InlineData(false, "RED", "SECRET")]
    [InlineData(false, "RED", "red")]
    [InlineData(false, "[\"RED\"]")]
    [InlineData(false, "RED,RED")]
    [InlineData(false)]
    public async Task Clears_for_the_lowest_of_several(bool green, params string[] clearances)
    {
        var stage = await Stage.SetAsync(service.Api, marking: "GREEN");
        var claims = Claims();
        claims["clearance"] = clearances;
        (await _stranger.GetAsync($"{Path}/{stage.Partnership}", _stranger.Token(claims))).Is(green ? HttpStatusCode.OK : HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Allows_nothing_without_a_role()
    {
        (await _stranger.GetAsync(Path, _stranger.Token(new() { ["sub"] = "ana" }))).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await _stranger.GetAsync(Path, _stranger.Token(Claims(role: "emperor")))).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        (await _stranger.GetAsync(Path, _stranger.Token(Claims(role: "Reader")))).IsRefused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("amber")]
    [InlineData("TOP SECRET")]
    public async Task Clears_for_nothing_but_CLEAR_unless_the_token_says_so(string? clearance)
    {
        var green = await Stage.SetAsync(service.Api, marking: "GREEN");
        var clear = await Stage.SetAsync(service.Api);
        var claims = Claims();
        if (clearance is not null) claims["clearance"] = clearance;
        var token = _stranger.Token(claims);

        (await _stranger.GetAsync($"{Path}/{green.Partnership}", token)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await _stranger.GetAsync($"{Path}/{clear.Partnership}", token)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("author")]
    [InlineData("actor")]
    [InlineData("userName")]
    [InlineData("recordedBy")]
    public async Task Is_never_done_in_a_body(string member)
    {
        var stage = await Stage.SetAsync(service.Api);
        (await service.Api.Ana.PostTextAsync("/sources", $$"""{"name":"A","kind":"media","reliability":"B","{{member}}":"bo"}""")).Names(member);
        (await service.Api.Lead.PostTextAsync($"/partnerships/{stage.Partnership}/dimensions", $$"""{"{{member}}":"bo"}""")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Names_the_actor_of_a_fact_by_the_token_alone()
    {
        var source = (await service.Api.As("somebody@example.org", "analyst").PostAsync("/sources", new { name = $"A {Guid.NewGuid():N}", kind = "media", reliability = "B" })).Is(HttpStatusCode.Created);
        Assert.Equal("somebody@example.org", Assert.Single(await RecordedFact.OfStreamAsync(service.Database, source.Id)).UserName);
    }

    [Fact]
    public async Task With_a_development_token_needs_roles_that_exist()
    {
        (await _stranger.SendAsync(HttpMethod.Post, "/dev/tokens", null, """{"subject":"a","roles":["emperor"]}""")).Names("roles");
        (await _stranger.SendAsync(HttpMethod.Post, "/dev/tokens", null, """{"subject":"a","roles":[null]}""")).Names("roles");
        (await _stranger.SendAsync(HttpMethod.Post, "/dev/tokens", null, """{"subject":"a","roles":["reader"],"clearance":"amber"}""")).Names("clearance");
    }
}
