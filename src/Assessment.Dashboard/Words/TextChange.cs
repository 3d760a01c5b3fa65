using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Assessment.Dashboard.Words;

/// <summary>A run of words that a text has kept, gained or lost.</summary>
public sealed record TextRun(TextRunKind Kind, string Text);

public enum TextRunKind { Kept, Gained, Lost }

/// <summary>What became of a text, word by word.</summary>
public static class TextChange
{
    // With less than this of the longer text kept, its words one by one are a riddle: the old text and the new one stand after each other.
    private const double Least = 0.4;

    /// <summary>The runs in reading order: read without what was lost they are the new text, without what was gained the old one.</summary>
    public static IReadOnlyList<TextRun> Between(string before, string after)
    {
        var runs = new List<TextRun>();
        foreach (var piece in InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false, ignoreCase: false, WordChunker.Instance).Lines)
        {
            var kind = piece.Type switch { ChangeType.Inserted => TextRunKind.Gained, ChangeType.Deleted => TextRunKind.Lost, _ => TextRunKind.Kept };
            if (runs is [.., var last] && last.Kind == kind) runs[^1] = last with { Text = last.Text + piece.Text };
            else runs.Add(new(kind, piece.Text));
        }

        var kept = runs.Where(run => run.Kind is TextRunKind.Kept).Sum(run => run.Text.Count(char.IsLetterOrDigit));
        var most = Math.Max(before.Count(char.IsLetterOrDigit), after.Count(char.IsLetterOrDigit));
        return kept >= Least * most ? runs : [.. new TextRun[] { new(TextRunKind.Lost, before), new(TextRunKind.Gained, after) }.Where(run => run.Text.Length > 0)];
    }
}
