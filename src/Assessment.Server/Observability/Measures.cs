using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Assessment.Server.Observability;

/// <summary>The product's own figures and spans, beside those of the libraries.</summary>
public static class Measures
{
    public const string Name = "Assessment";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("assessment.refusals", "{refusal}", "Requests that were refused, by code.");

    private static readonly Counter<long> Published =
        Meter.CreateCounter<long>("assessment.assessments.published", "{assessment}", "Assessments that were published, first versions and revisions.");

    private static readonly Counter<long> Withdrawn =
        Meter.CreateCounter<long>("assessment.claims.withdrawn", "{claim}", "Claims that were taken back.");

    private static readonly Counter<long> ReactionsFound =
        Meter.CreateCounter<long>("assessment.evidence.reactions.found", "{assessment}", "Assessments found to rest on evidence that moved.");

    private static readonly Counter<long> ReactionsRecorded =
        Meter.CreateCounter<long>("assessment.evidence.reactions.recorded", "{fact}", "Changes of evidence put on record on assessments.");

    private static readonly Counter<long> ReactionsSpared =
        Meter.CreateCounter<long>("assessment.evidence.reactions.spared", "{assessment}", "Assessments found that had nothing to put on record, or had it already.");

    private static readonly Counter<long> FactsReplayed =
        Meter.CreateCounter<long>("assessment.replay.facts", "{fact}", "Facts folded anew beside the read models.");

    private static readonly Counter<long> Reads =
        Meter.CreateCounter<long>("assessment.reads.recorded", "{read}", "Reads that were written down.");

    private static readonly Counter<long> ReadFailures =
        Meter.CreateCounter<long>("assessment.reads.failures", "{failure}", "Attempts to write reads down that failed; they are repeated.");

    /// <summary>Counts a fact by the name it is stored under.</summary>
    public static void Recorded(string fact)
    {
        if (fact == "assessment-published") Published.Add(1);
        if (fact == "claim-withdrawn") Withdrawn.Add(1);
    }

    public static void EvidenceReactionsFound(int assessments) => ReactionsFound.Add(assessments);

    /// <summary>Counts one that was worked off: what was found is done when as many were.</summary>
    public static void EvidenceReaction(bool recorded) => (recorded ? ReactionsRecorded : ReactionsSpared).Add(1);

    public static void Replayed(long facts) => FactsReplayed.Add(facts);

    public static void ReadsRecorded(int reads) => Reads.Add(reads);

    public static void ReadsFailed() => ReadFailures.Add(1);

    public static void Refused(string code, int status) =>
        Refusals.Add(1, new KeyValuePair<string, object?>("code", code), new KeyValuePair<string, object?>("http.response.status_code", status));
}
