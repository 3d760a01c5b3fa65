using Assessment.Dashboard.Words;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Dashboard;

public class ShowingSomebodysText
{
    [Theory]
    [InlineData("\u200b\u200b")]
    [InlineData("\u202e")]
    [InlineData("\u00ad")]
    [InlineData("\ufeff")]
    [InlineData("\u3164\u3164")]
    [InlineData("\u2800")]
    [InlineData("\u2060")]
    [InlineData("\ufe0f")]
    [InlineData("\U000e0020")]
    [InlineData("\u00a0 ")]
    public void Of_what_cannot_be_seen_it_is_said_that_it_is_there(string text) => Assert.Equal(Seen.Nothing, Seen.Of(text));

    [Theory]
    [InlineData("China–Russia")]
    [InlineData("\U0001F469\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("Путин и Си")]
    [InlineData("习近平")]
    [InlineData("two\nlines")]
    [InlineData("")]
    public void What_is_seen_stays_as_it_is(string text) => Assert.Equal(text, Seen.Of(text));

    [Fact]
    public void What_runs_from_right_to_left_is_isolated_from_what_stands_beside_it() => Assert.Equal("\u2068می\u200cخواهم\u2069", Seen.Of("می\u200cخواهم"));

    [Fact]
    public void Nothing_turns_what_comes_after_it() => Gen.String[Gen.OneOf(Gen.Char["ab \u05d0\u0627\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u0007"], Gen.Char), 0, 12].Sample(text =>
    {
        var shown = Seen.Of(text);
        Assert.DoesNotContain(shown, character => character is >= '\u202a' and <= '\u202e' or '\u2066' or '\u2067');
        Assert.True(shown.Count(character => character == '\u2068') <= 1 && shown.IndexOf('\u2068') <= 0);
        Assert.Equal(shown.StartsWith('\u2068'), shown.EndsWith('\u2069'));
        Assert.True(text.Length == 0 || Seen.Anything(shown));
        Assert.Equal(text.Replace("\r", "").Length == 0 ? "" : shown, shown);
    });

    [Fact]
    public void A_space_between_two_changed_words_is_a_space() => Assert.Equal(" ", Seen.Part(" "));

    [Theory]
    [InlineData("1240", 1240.0)]
    [InlineData("1,240", 1240.0)]
    [InlineData("1,240,500.5", 1240500.5)]
    [InlineData("1 240", 1240.0)]
    [InlineData("1\u202f240", 1240.0)]
    [InlineData("-1'240", -1240.0)]
    [InlineData(" 4.5 ", 4.5)]
    [InlineData("1,5", null)]
    [InlineData("1,24", null)]
    [InlineData("1,240 500", null)]
    [InlineData("12,40", null)]
    [InlineData("about four", null)]
    [InlineData("", null)]
    [InlineData("1e999", null)]
    public void A_number_is_understood_as_people_write_it_unless_it_may_be_two(string typed, double? number) => Assert.Equal(number, Amount.Read(typed));
}
