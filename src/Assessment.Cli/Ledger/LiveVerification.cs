using System.Text;
using Assessment.Client;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;

namespace Assessment.Cli.Ledger;

/// <summary>
/// Verifies what a server says now: the bundle it exports, with the checkpoint it showed before, and that what it lists to auditors
/// is what it has logged. Exact texts and salts are in bundles alone, so one is always fetched; it is not kept.
/// </summary>
internal static class LiveVerification
{
    private const int Looks = 3;

    public static async Task<int> RunAsync(Uri server, string? token, Trust trust, CancellationToken ct)
    {
        using var http = new HttpClient();
        var api = LedgerOptions.Auditor(server, http, token);
        for (var look = 1; ; look++)
        {
            if (await LookAsync(api, trust, ct) is { } outcome) return (int)outcome;
            if (look == Looks) break;
            Console.WriteLine("Looking again: the next bundle has to say by whom these were redacted.");
        }

        Console.WriteLine("INCOMPLETE: what the server lists as redacted stands whole in what it exports");
        return (int)Outcome.Incomplete;
    }

    // Null when a text was taken out between the bundle and the list.
    private static async Task<Outcome?> LookAsync(AssessmentApi api, Trust trust, CancellationToken ct)
    {
        var shown = Encoding.UTF8.GetBytes(await api.GetCheckpointAsync(ct));

        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var bundle = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await api.ExportLedgerAsync(bundle, ct);

        var logged = new LoggedFacts();
        var verdict = VerifyCommand.Verify(bundle, trust with { Kept = [.. trust.Kept, shown] }, logged.Add, ct);
        if (verdict.Outcome is not (Outcome.Verified or Outcome.Redacted)) return verdict.Outcome;
        return await logged.CompareAsync(api.ExportFactsAsync(new FactFilter(), ct), ct) switch
        {
            Outcome.Verified => verdict.Outcome,
            Outcome.Redacted => null,
            var other => other,
        };
    }
}
