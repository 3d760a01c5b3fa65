using System.Net;
using System.Net.Http.Json;

namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>The latest signed checkpoint of the ledger, as the note it is (C2SP tlog-checkpoint).</summary>
    public Task<string> GetCheckpointAsync(CancellationToken ct = default) => ReadTextAsync("ledger/checkpoint", ct);

    /// <summary>The key that checkpoints are verified with, as one line.</summary>
    public Task<string> GetLedgerKeyAsync(CancellationToken ct = default) => ReadTextAsync("ledger/key", ct);

    /// <summary>The hashes that prove that the ledger of the first size is the beginning of that of the second (RFC 6962, 2.1.2), base64.</summary>
    public async Task<IReadOnlyList<string>> GetConsistencyAsync(long from, long to, CancellationToken ct = default) =>
        (await ReadAsync<ConsistencyAnswer>(ApiRequest.Get(ApiRequest.Query("audit/consistency", ("from", from), ("to", to))), ct)).Content.Proof ?? [];

    /// <summary>The latest checkpoint with the time it was signed at; null before the first.</summary>
    public async Task<SignedCheckpoint?> FindCheckpointAsync(CancellationToken ct = default)
    {
        try
        {
            using var answer = await SendAsync(ApiRequest.Get("ledger/checkpoint"), ct);
            return new SignedCheckpoint(await answer.Content.ReadAsStringAsync(ct), answer.Content.Headers.LastModified);
        }
        catch (ApiProblem problem) when (problem.IsMissingResource)
        {
            return null;
        }
    }

    /// <summary>The proof that a fact stands in the ledger, its parts told apart; waits for a checkpoint that covers it.</summary>
    /// <exception cref="ApiProblem">There is no such fact for the auditor, or no checkpoint covers it in the time given.</exception>
    public async Task<InclusionProof> GetProofAsync(long position, TimeSpan? wait = null, CancellationToken ct = default) =>
        (await ReadAsync<InclusionProof>(Proof(position, wait) with { Accept = "application/json" }, ct)).Content;

    /// <summary>As <see cref="GetProofAsync"/>, in the one text that is checked offline (C2SP tlog-proof).</summary>
    public async Task<string> GetProofTextAsync(long position, TimeSpan? wait = null, CancellationToken ct = default)
    {
        using var answer = await SendAsync(Proof(position, wait) with { Accept = "text/plain" }, ct);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>Orders a bundle of the whole ledger as it is signed by now.</summary>
    public async Task<LedgerExport> OrderExportAsync(string? idempotencyKey = null, CancellationToken ct = default) =>
        (await ReadAsync<LedgerExport>(ApiRequest.Post("audit/exports", null, idempotencyKey), ct)).Content;

    /// <summary>How far a bundle is, or what to open once it is made; null when there is no such order of the auditor's.</summary>
    public async Task<ExportProgress?> FindExportAsync(Guid id, CancellationToken ct = default)
    {
        try
        {
            using var answer = await SendAsync(Export(id), ct);
            return answer.StatusCode == HttpStatusCode.OK
                ? new ExportProgress(null, new BundleFile(NameOf(answer), answer.Content.Headers.ContentLength))
                : new ExportProgress(await answer.Content.ReadFromJsonAsync<LedgerExport>(Json, ct), null);
        }
        catch (ApiProblem problem) when (problem.IsMissingResource)
        {
            return null;
        }
    }

    /// <summary>Opens a bundle that is made, to be read as it comes; null while it is not.</summary>
    public async Task<OpenBundle?> OpenExportAsync(Guid id, CancellationToken ct = default)
    {
        var answer = await SendAsync(Export(id), ct);
        if (answer.StatusCode == HttpStatusCode.OK)
            return new OpenBundle(answer, new BundleFile(NameOf(answer), answer.Content.Headers.ContentLength), await answer.Content.ReadAsStreamAsync(ct));
        answer.Dispose();
        return null;
    }

    /// <summary>Has the server bundle the whole ledger, waits until that is done, and writes the zip to a stream.</summary>
    public async Task ExportLedgerAsync(Stream zip, CancellationToken ct = default)
    {
        var export = await OrderExportAsync(ct: ct);
        while (true)
        {
            using var bundle = await OpenExportAsync(export.Id, ct);
            if (bundle is not null)
            {
                await bundle.Content.CopyToAsync(zip, ct);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
        }
    }

    private static ApiRequest Proof(long position, TimeSpan? wait) => ApiRequest.Get($"audit/events/{position}/proof", wait);

    private static ApiRequest Export(Guid id) => ApiRequest.Get($"audit/exports/{id}") with { Streams = true };

    private static string NameOf(HttpResponseMessage answer) => answer.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? "assessment-ledger.zip";

    private async Task<string> ReadTextAsync(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(ApiRequest.Get(path), ct);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    private sealed record ConsistencyAnswer(long From, long To, IReadOnlyList<string>? Proof);
}
