using System.Globalization;
using System.Text;

namespace Assessment.Server.Lexicon;

/// <summary>
/// The words of a text as a <c>tsvector</c> in PostgreSQL's own notation, exactly as it writes one out. It is made here and not there, so
/// that no locale and no dictionary of the database plays a part.
/// </summary>
public static class WordVector
{
    /// <summary>Raised with every change of how words are read; what was read otherwise is then read anew.</summary>
    public const short Version = 1;

    /// <summary>Stands in a vector that could not keep every place of every word.</summary>
    public const string Incomplete = "+";

    // Of PostgreSQL: places end at 16383, a word has 256 of them, words and places take less than 1 MiB.
    private const int LastPlace = 16_000;
    private const int MostPlaces = 250;
    private const int MostBytes = 1_000_000;

    // So far apart that no phrase reaches from one text into the next.
    private const int Gap = 10;

    /// <param name="texts">That belong together; each may be absent.</param>
    public static string Of(params IEnumerable<string?> texts)
    {
        var (vector, start) = (new Vector(), 0);
        foreach (var text in texts)
        {
            if (text is null) continue;
            var words = TextWords.Of(text);
            foreach (var (lexeme, place) in Lexemes(words)) vector.Add(lexeme, start + place + 1);
            start += words.Count + Gap;
        }

        return vector.ToString();
    }

    /// <summary>What a text is found by, with the places where that stands.</summary>
    public static IEnumerable<(string Lexeme, int Place)> Lexemes(IReadOnlyList<Word> words)
    {
        foreach (var word in words)
        {
            yield return (word.Text, word.Place);
            if (EnglishForms.Stem(word.Text) is var stem && stem != word.Text) yield return (stem, word.Place);
        }

        foreach (var chain in TextWords.Chains(words))
        {
            if (TextWords.Joined(chain) is not { } joined) continue;
            yield return (joined, chain[0].Place);
            yield return (joined, chain[^1].Place);
        }
    }

    private sealed class Vector
    {
        private readonly Dictionary<string, SortedSet<int>> _places = new(StringComparer.Ordinal);
        private int _bytes;

        public void Add(string lexeme, int place)
        {
            if (!_places.TryGetValue(lexeme, out var places))
            {
                var size = Encoding.UTF8.GetByteCount(lexeme) + 4;
                if (_bytes + size > MostBytes && lexeme != Incomplete)
                {
                    Lose();
                    return;
                }

                _bytes += size;
                _places[lexeme] = places = [];
            }

            if (place is <= 0) return;
            if (place > LastPlace || places.Count == MostPlaces || _bytes + 2 > MostBytes) Lose();
            else if (places.Add(place)) _bytes += 2;
        }

        private void Lose()
        {
            if (!_places.ContainsKey(Incomplete)) _places[Incomplete] = [];
        }

        public override string ToString()
        {
            var text = new StringBuilder();
            foreach (var (lexeme, places) in _places.OrderBy(entry => Encoding.UTF8.GetBytes(entry.Key), ByBytes.Order))
            {
                if (text.Length > 0) text.Append(' ');
                text.Append('\'').Append(lexeme).Append('\'');
                if (places.Count > 0) text.Append(':').AppendJoin(',', places.Select(place => place.ToString(CultureInfo.InvariantCulture)));
            }

            return text.ToString();
        }
    }

    private sealed class ByBytes : IComparer<byte[]>
    {
        public static readonly ByBytes Order = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
