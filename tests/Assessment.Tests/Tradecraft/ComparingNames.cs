using Assessment.Server.Tradecraft;
using Xunit;

namespace Assessment.Tests.Tradecraft;

public class ComparingNames
{
    [Theory]
    [InlineData("Reuters", "REUTERS")]
    [InlineData("Reuters", " Reuters\u00A0")]
    [InlineData("Reuters", "Re\u200Bu\u00ADt\u2060ers\uFEFF")]
    [InlineData("Reuters", "Ｒｅｕｔｅｒｓ")]
    [InlineData("Reuters", "𝐑𝐞𝐮𝐭𝐞𝐫𝐬")]
    [InlineData("Café", "CAFE\u0301")]
    [InlineData("Ệ", "e\u0302\u0323")]
    [InlineData("ệ", "e\u0323\u0302")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("STRAẞE", "strasse")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("οδος", "οδοσ")]
    [InlineData("ТАСС", "тасс")]
    [InlineData("ёж", "е\u0308ж")]
    [InlineData("𐐀", "𐐨")]
    [InlineData("ﬁnal", "FINAL")]
    [InlineData("№ 5", "No 5")]
    [InlineData("한국", "\u1112\u1161\u11AB\u1100\u116E\u11A8")]
    [InlineData("가", "\u1100\u1161")]
    [InlineData("ガ", "ｶﾞ")]
    [InlineData("新华社", "新华社\u3000")]
    [InlineData("新华社", "新华\uFE00社")]
    [InlineData("FSB  paper", "FSB\t\u2028 paper")]
    [InlineData("a b", "a\u200B b")]
    [InlineData("", "\u2800\u3164\u034F")]
    public void What_looks_the_same_is_the_same(string one, string other)
    {
        Assert.Equal(NormalForm.Of(one), NormalForm.Of(other));
        Assert.Equal(NormalForm.Of(one), NormalForm.Of(NormalForm.Of(one)));
    }

    [Theory]
    [InlineData("Café", "Cafe")]
    [InlineData("FSB paper", "FSBpaper")]
    [InlineData("Reuters", "Reuter")]
    [InlineData("ıs", "is")]
    [InlineData("TACC", "ТАСС")]
    [InlineData("Source 1", "Source 2")]
    public void What_a_person_tells_apart_is_not(string one, string other) => Assert.False(NormalForm.Same(one, other));
}
