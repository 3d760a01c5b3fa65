using System.Security.Claims;
using Assessment.Server.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Assessment.Tests.Access;

public class TellingTokensApart
{
    private static readonly ClaimsPrincipal Ana = new(new ClaimsIdentity([new Claim("sub", "ana")]));

    [Theory]
    [InlineData("""{"typ":"at+jwt","alg":"ES256"}""")]
    [InlineData("""{"typ":"Application/AT+JWT","alg":"ES256"}""")]
    [InlineData("""{"typ":"JWT","alg":"ES256"}""")]
    public void Takes_an_access_token(string header) => Assert.Null(new AccessTokens().Refuse(Token(header, """{"sub":"ana"}"""), Ana));

    [Theory]
    [InlineData("""{"alg":"ES256"}""", """{"sub":"ana"}""")]
    [InlineData("""{"typ":"","alg":"ES256"}""", """{"sub":"ana"}""")]
    [InlineData("""{"typ":"logout+jwt","alg":"ES256"}""", """{"sub":"ana"}""")]
    [InlineData("""{"typ":"at+jwt ,jwt","alg":"ES256"}""", """{"sub":"ana"}""")]
    [InlineData("""{"typ":"JWT","alg":"ES256"}""", """{"sub":"ana","nonce":null}""")]
    [InlineData("""{"typ":"JWT","alg":"ES256"}""", """{"sub":"ana","events":[]}""")]
    [InlineData("""{"typ":"jwt","alg":"ES256"}""", """{"sub":"ana","at_hash":""}""")]
    [InlineData("""{"typ":"JWT","alg":"ES256"}""", """{"sub":"ana","typ":"ID"}""")]
    public void Refuses_what_is_none(string header, string payload) => Assert.NotNull(new AccessTokens().Refuse(Token(header, payload), Ana));

    [Fact]
    public void Takes_the_further_types_of_a_setting()
    {
        var tokens = AccessTokens.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Authentication:TokenTypes", "access+jwt, none")]).Build());
        Assert.Null(tokens.Refuse(Token("""{"typ":"application/ACCESS+jwt","alg":"ES256"}""", """{"sub":"ana"}"""), Ana));
        Assert.Null(tokens.Refuse(Token("""{"alg":"ES256"}""", """{"sub":"ana"}"""), Ana));
        // What names no type may still be an ID token.
        Assert.NotNull(tokens.Refuse(Token("""{"alg":"ES256"}""", """{"sub":"ana","nonce":"n"}"""), Ana));
        Assert.NotNull(tokens.Refuse(Token("""{"typ":"logout+jwt","alg":"ES256"}""", """{"sub":"ana"}"""), Ana));
    }

    [Fact]
    public void Wants_one_subject_and_no_list_of_them()
    {
        var two = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "ana"), new Claim("sub", "bo")]));
        Assert.NotNull(new AccessTokens().Refuse(Token("""{"typ":"at+jwt","alg":"ES256"}""", """{"sub":"ana"}"""), two));
    }

    private static JsonWebToken Token(string header, string payload) => new(header, payload);
}
