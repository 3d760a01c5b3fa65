using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Search;

/// <summary>
/// Reads anew the words of whatever an earlier build read otherwise, or of which text was redacted: some rows at a time, whoever else writes,
/// and it goes on where it was when the service is started again.
/// </summary>
public sealed partial class ReadingWords(NpgsqlDataSource database, ILogger<ReadingWords> log) : BackgroundService
{
    private const int Batch = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly Table[] Tables =
    [
        new("source_listing", "source", ["words"], (facts, _) => SourceState.Fold(facts) is { } source ? [WordVector.Of(source.Name, source.Note)] : null),
        new("claim_listing", "claim", ["words"], (facts, _) => ClaimState.Fold(facts) is { } claim ? [WordVector.Of(claim.Statement)] : null),
        new("assessment_listing", "assessment", ["published_words", "pending_words"], (facts, reached) => AssessmentState.Fold(facts.Where(fact => fact.Sequence <= reached)) is { } assessment
            ? [WordVector.Of(assessment.Published?.Content.Texts() ?? []), WordVector.Of(assessment.Pending?.Content.Texts() ?? [])] : null),
        new("forecast_listing", "forecast", ["words"], (facts, _) => ForecastState.Fold(facts) is { } forecast ? [WordVector.Of(forecast.Asked.Question, forecast.Asked.Criteria)] : null),
    ];

    /// <param name="Name">Of the listing.</param>
    /// <param name="Id">The column of the stream.</param>
    /// <param name="Columns">Those of words.</param>
    /// <param name="Words">What stands in them by the facts, of which the listing has taken in those up to a position.</param>
    private sealed record Table(string Name, string Id, string[] Columns, Func<IReadOnlyList<IEvent>, long, string[]?> Words);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var read = 0;
                foreach (var table in Tables) read += await ReadAsync(table, stoppingToken);
                if (read == 0) await Task.Delay(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away)
            {
                Later(log, away);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // The rows are locked before the facts are read: neither a redaction nor a read model writes to them in between.
    private async Task<int> ReadAsync(Table table, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var locking = new NpgsqlCommand(
            $"select {table.Id} from assessment.{table.Name} where words_version < {WordVector.Version} order by words_version limit {Batch} for update skip locked", connection);
        Guid[] rows = [.. await locking.ListAsync(row => row.GetGuid(0), ct)];
        if (rows.Length == 0) return 0;

        await using var reading = new NpgsqlCommand($"""
            select {StoredFact.Columns}, coalesce((select last_seq_id from {Store.FactSchema}.mt_event_progression where name = 'AssessmentListing:All'), 0)
            from {Store.FactSchema}.mt_events where stream_id = any($1) and {StoredFact.Counts} order by stream_id, version
            """, connection);
        reading.Parameters.AddWithValue(rows);
        var facts = (await reading.ListAsync(row => (Fact: StoredFact.Read(row), Reached: row.GetInt64(6)), ct)).ToLookup(read => read.Fact.StreamId);
        foreach (var row in rows)
        {
            IEvent[] stream = [.. facts[row].Select(read => read.Fact)];
            // A row without facts is for the replay check to find.
            var words = stream.Length == 0 ? null : table.Words(stream, facts[row].First().Reached);
            await using var writing = new NpgsqlCommand(
                $"update assessment.{table.Name} set words_version = {WordVector.Version}{string.Concat(table.Columns.Select((column, at) => $", {column} = coalesce(${at + 2}::tsvector, {column})"))} where {table.Id} = $1", connection);
            writing.Parameters.AddWithValue(row);
            for (var at = 0; at < table.Columns.Length; at++) writing.Parameters.AddOptional(NpgsqlDbType.Text, words?[at]);
            await writing.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return rows.Length;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Words that are searched for could not be read anew; it is tried again")]
    private static partial void Later(ILogger log, Exception exception);
}
