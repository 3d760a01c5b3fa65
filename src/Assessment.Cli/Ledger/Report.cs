using System.Globalization;
using Assessment.Ledger.Bundles;

namespace Assessment.Cli.Ledger;

/// <summary>A verdict in sentences, the first bad leaf first.</summary>
internal static class Report
{
    private const int Shown = 20;

    public static void Write(Verdict verdict, bool pinned, TimeSpan took)
    {
        if (verdict.Checkpoint is { } checkpoint)
            Line($"{checkpoint.Origin}: {verdict.Leaves:N0} of {checkpoint.Size:N0} leaves looked at in {took.TotalSeconds:0.0} s ({verdict.Leaves / Math.Max(took.TotalSeconds, 0.001):N0}/s), root {checkpoint.Root}");
        if (verdict.OlderCheckpoints > 0) Line($"{verdict.OlderCheckpoints:N0} earlier checkpoints are beginnings of it.");
        if (verdict.Key is { } key)
        {
            Line(pinned
                ? $"Key: {key}, as given."
                : $"Key: {key}, the one it brings itself. That proves only that it agrees with itself; give a key you got another way with --key.");
        }

        foreach (var redaction in verdict.Redactions)
            Line($"Redacted: position {redaction.Position} (leaf {redaction.Index}) in case {redaction.Case}, proposed by {redaction.ProposedBy}, approved by {redaction.ApprovedBy}.");
        foreach (var finding in verdict.Findings.Take(Shown))
            Line(finding.Index is { } index ? $"Leaf {index}: {finding.Sentence}." : finding.Sentence);
        if (verdict.Findings.Count > Shown) Line($"And {verdict.Findings.Count - Shown} more{(verdict.Findings.Count >= Verification.MaxFindings ? ", where it was stopped" : "")}.");
        Line(Conclusion(verdict));
    }

    private static string Conclusion(Verdict verdict) => verdict.Outcome switch
    {
        Outcome.Verified => "VERIFIED",
        Outcome.Redacted => $"VERIFIED, with {verdict.Redactions.Count} lawful redactions",
        Outcome.Incomplete => "INCOMPLETE: what is missing cannot be verified",
        _ => verdict.Findings.FirstOrDefault(finding => finding.Index is not null) is { } first
            ? $"TAMPERED WITH, from leaf {first.Index} on"
            : "TAMPERED WITH",
    };

    private static void Line(FormattableString text) => Line(text.ToString(CultureInfo.InvariantCulture));

    private static void Line(string text) => Console.WriteLine(Printable.Of(text));
}
