using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assessment.Client;
using Assessment.Ledger;
using Assessment.Ledger.Bundles;

namespace Assessment.Cli.Ledger;

/// <summary>What the log holds, by position, in short: for comparing it with what a server lists.</summary>
internal sealed class LoggedFacts
{
    private const int Shown = 20;

    private readonly Dictionary<long, (Hash About, Hash? Data)> logged = [];

    public void Add(long index, Leaf leaf, BundledFact? fact) => logged[leaf.Position] = (
        Short(leaf.Id, leaf.Stream, leaf.Version, leaf.Type, leaf.Recorded, leaf.Actor, leaf.Correlation, leaf.Causation),
        fact?.Data is { } data ? Short(JsonElement.Parse(data)) : null);

    /// <summary>
    /// Whether every fact that was logged is listed as it was logged; redacted when all are but those whose text is said to be gone
    /// since. What is listed and not logged is newer, and only counted.
    /// </summary>
    public async Task<Outcome> CompareAsync(IAsyncEnumerable<AuditedFact> listed, CancellationToken ct)
    {
        var (same, newer, wrong, redacted) = (0L, 0L, new List<string>(), new List<string>());
        await foreach (var fact in listed.WithCancellation(ct))
        {
            if (!logged.Remove(fact.Position, out var was)) newer++;
            else if (was.About != Short(fact.Id, fact.Stream, fact.Version, fact.Type, fact.RecordedAt, fact.Actor, fact.CorrelationId, fact.CausationId)) wrong.Add($"Position {fact.Position} is listed with other words than it was logged with.");
            else if (was.Data is not { } data || data == Short(fact.Data)) same++;
            else if (IsRedacted(fact.Data)) redacted.Add($"Position {fact.Position} is listed as redacted, and had its text when the bundle was made.");
            else wrong.Add($"Position {fact.Position} is listed with other data than it was logged with.");
        }

        wrong.AddRange(logged.Keys.Order().Select(position => $"Position {position} was logged and is not listed."));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{same:N0} facts are listed by the server as they were logged; {newer:N0} listed ones are newer than the bundle."));
        foreach (var sentence in wrong.Concat(redacted).Take(Shown)) Console.WriteLine(sentence);
        if (wrong.Count > 0) Console.WriteLine($"TAMPERED WITH: what the server lists differs from the log in {wrong.Count} facts");
        return wrong.Count > 0 ? Outcome.Tampered : redacted.Count > 0 ? Outcome.Redacted : Outcome.Verified;
    }

    private static bool IsRedacted(JsonElement data) => data.ValueKind == JsonValueKind.Object && data.TryGetProperty("redacted", out _);

    private static Hash Short(Guid id, Guid stream, long version, string type, DateTimeOffset recorded, string? actor, string? correlation, string? causation) =>
        Of(JsonSerializer.SerializeToUtf8Bytes<object?[]>([id, stream, version, type, recorded.UtcTicks, actor ?? "", correlation ?? "", causation ?? ""]));

    // Members are stored in an order of their own, numbers as they were written: written again, equal JSON is equal text.
    private static Hash Short(JsonElement data) => Of(JsonSerializer.SerializeToUtf8Bytes(data));

    private static Hash Of(byte[] bytes) => new(SHA256.HashData(bytes));
}
