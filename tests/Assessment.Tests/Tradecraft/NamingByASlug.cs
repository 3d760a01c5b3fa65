using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class NamingByASlug
{
    private static readonly string Longest = new('a', 64);

    [Theory]
    [InlineData("a")]
    [InlineData("china-russia")]
    [InlineData("g7")]
    [InlineData("a-1-b2")]
    public void Letters_digits_and_single_hyphens_will_do(string slug) => Assert.True(Slug.IsValid(slug));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("7g")]
    [InlineData("China")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a٣")]
    [InlineData("a\n")]
    public void Nothing_else_will(string? slug) => Assert.False(Slug.IsValid(slug!));

    [Fact]
    public void Sixty_four_characters_are_enough()
    {
        Assert.True(Slug.IsValid(Longest));
        Assert.False(Slug.IsValid(Longest + "a"));
    }
}
