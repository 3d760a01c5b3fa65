using System.Diagnostics;
using Assessment.Server.Lexicon;
using CsCheck;
using Xunit;

namespace Assessment.Tests.Lexicon;

public class SearchingForWords
{
    [Fact]
    public void Finds_what_a_person_would_find() => Assert.Equal([], SearchPairs.All.Where(pair => Read(pair.Query).Finds(pair.Text) != pair.Found));

    [Fact]
    public void There_are_enough_pairs() => Assert.True(SearchPairs.All.Distinct().Count() is >= 120 and var count && count == SearchPairs.All.Count);

    [Fact]
    public void Finds_any_two_characters_of_a_script_without_spaces()
    {
        const string text = "俄罗斯外交部发言人表示将继续合作";
        for (var from = 0; from < text.Length; from++)
            for (var to = from + 1; to <= text.Length; to++) Assert.True(Read(text[from..to]).Finds(text), text[from..to]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200b\u200d")]
    [InlineData("\u00ad")]
    [InlineData("\u3000\u00a0\u2003")]
    [InlineData("\u202e\u2066")]
    [InlineData("\ufeff")]
    [InlineData("\u0301")]
    [InlineData("\u3164")]
    [InlineData("\u0007")]
    public void Takes_nothing_that_cannot_be_seen(string text) => Assert.False(SearchTerms.TryRead(text, out _));

    [Fact]
    public void Takes_only_so_many_words_and_so_many_hyphens_before_them()
    {
        Assert.True(SearchTerms.TryRead(string.Join(' ', Enumerable.Range(100, 64)), out _));
        Assert.False(SearchTerms.TryRead(string.Join(' ', Enumerable.Range(100, 65)), out _));
        Assert.True(SearchTerms.TryRead(string.Concat(Enumerable.Repeat("word or ", 100)), out _));
        Assert.True(SearchTerms.TryRead(string.Concat(Enumerable.Repeat("a-b-", 30)), out _));
        Assert.False(SearchTerms.TryRead(new string('-', 21), out _));
    }

    [Fact]
    public void Says_each_word_as_it_was_typed() =>
        Assert.Equal(["Zürich’s", "no limits", "香港", "AT&T"], Read("Zürich’s “no limits” 香港, AT&T!").Terms.Select(term => term.Text));

    [Fact]
    public void Writes_a_vector_as_the_database_does()
    {
        Assert.Equal("'2024':3 'leak':1 'leaked':1 'report':2", WordVector.Of("Leaked report 2024"));
        Assert.Equal("'京':3 '北':1 '北京':2", WordVector.Of("北 北京"));
        Assert.Equal("'a':1 'b':12", WordVector.Of("a", null, "b"));
        Assert.Equal("", WordVector.Of());
    }

    [Fact]
    public void Keeps_within_what_a_vector_may_hold()
    {
        var most = string.Concat(Enumerable.Range(0, 120_000).Select(number => $"word{number} "));
        Assert.InRange(WordVector.Of(most).Length, 500_000, 3_000_000);
        Assert.StartsWith("'+' ", WordVector.Of(most), StringComparison.Ordinal);
        Assert.StartsWith("'+' ", WordVector.Of(string.Concat(Enumerable.Repeat("same ", 300))), StringComparison.Ordinal);
        Assert.True(WordVector.Of(new string('й', 5000)).Length < 200);
    }

    [Fact]
    public void Reads_a_long_text_in_good_time()
    {
        var text = string.Concat(Enumerable.Repeat("俄罗斯外交部发言人 said—so in “Zürich”, AT&T, 2024-01-31; ", 12_000));
        var begun = Stopwatch.GetTimestamp();
        WordVector.Of(text);
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Takes_whatever_it_is_given() => Gen.String.Sample(text =>
    {
        WordVector.Of(text);
        SearchTerms.TryRead(text, out var terms);
        Assert.True(terms.TsQuery is null || terms.Wanted.Any());
        Assert.DoesNotContain('<', Excerpt.Of(text, terms).Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("The partnership has “no limits”.", "limit", "The partnership has “no <mark>limits</mark>”.")]
    [InlineData("<b>Zürich</b> & \"co\"", "zurich", "&lt;b&gt;<mark>Zürich</mark>&lt;/b&gt; &amp; &quot;co&quot;")]
    [InlineData("中国外交部", "外交", "中国<mark>外交</mark>部")]
    [InlineData("an e-mail", "email", "an <mark>e-mail</mark>")]
    [InlineData("nothing", "else", "nothing")]
    public void Marks_what_was_found(string text, string query, string excerpt) => Assert.Equal(excerpt, Excerpt.Of(text, Read(query)));

    [Fact]
    public void Shows_the_piece_around_it()
    {
        var text = string.Concat(Enumerable.Repeat("Much is said before. ", 100)) + "Then the leak came. " + string.Concat(Enumerable.Repeat("And after it. ", 100));
        var excerpt = Excerpt.Of(text, Read("leak"));
        Assert.Contains("Then the <mark>leak</mark> came.", excerpt, StringComparison.Ordinal);
        Assert.InRange(excerpt.Length, 200, 280);
        Assert.StartsWith("…", excerpt, StringComparison.Ordinal);
    }

    private static SearchTerms Read(string text)
    {
        SearchTerms.TryRead(text, out var terms);
        return terms;
    }
}
