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
    public static async Task<int> RunAsync(Uri server, string? token, Trust trust, CancellationToken ct)
    {
        using var http = new HttpClient();
        var api = LedgerOptions.Auditor(server, http, token);
        var shown = Encoding.UTF8.GetBytes(await api.GetCheckpointAsync(ct));

        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var bundle = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await api.ExportLedgerAsync(bundle, ct);

        var logged = new LoggedFacts();
        var verdict = VerifyCommand.Verify(bundle, trust with { Kept = [.. trust.Kept, shown] }, logged.Add, ct);
        if (verdict.Outcome is not (Outcome.Verified or Outcome.Redacted)) return (int)verdict.Outcome;
        return await logged.CompareAsync(api.ExportFactsAsync(new FactFilter(), ct), ct) ? (int)verdict.Outcome : (int)Outcome.Tampered;
    }
}
