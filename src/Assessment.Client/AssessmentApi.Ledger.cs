using System.Net;
using System.Text.Json;

namespace Assessment.Client;

public sealed partial class AssessmentApi
{
    /// <summary>The latest signed checkpoint of the ledger, as the note it is (C2SP tlog-checkpoint).</summary>
    public Task<string> GetCheckpointAsync(CancellationToken ct = default) => ReadTextAsync("ledger/checkpoint", ct);

    /// <summary>The key that checkpoints are verified with, as one line.</summary>
    public Task<string> GetLedgerKeyAsync(CancellationToken ct = default) => ReadTextAsync("ledger/key", ct);

    /// <summary>The hashes that prove that the ledger of the first size is the beginning of that of the second (RFC 6962, 2.1.2), base64.</summary>
    public async Task<IReadOnlyList<string>> GetConsistencyAsync(long from, long to, CancellationToken ct = default) =>
        (await ReadAsync<ConsistencyAnswer>(ApiRequest.Get(ApiRequest.Query("audit/consistency", ("from", from), ("to", to))), ct)).Content.Proof;

    /// <summary>Has the server bundle the whole ledger, waits until that is done, and writes the zip to a stream.</summary>
    public async Task ExportLedgerAsync(Stream zip, CancellationToken ct = default)
    {
        using var begun = await SendAsync(ApiRequest.Post("audit/exports", null, null), ct);
        var location = begun.Headers.Location ?? throw new JsonException("The server does not say where the export will be.");
        while (true)
        {
            using var answer = await SendAsync(new ApiRequest(HttpMethod.Get, location.OriginalString) { Streams = true }, ct);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                await answer.Content.CopyToAsync(zip, ct);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
        }
    }

    private async Task<string> ReadTextAsync(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(ApiRequest.Get(path), ct);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    private sealed record ConsistencyAnswer(long From, long To, IReadOnlyList<string> Proof);
}
