using System.Text.Json;
using Assessment.Server.Audit.Replays;
using Assessment.Server.Storage;
using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Benchmarks;

/// <summary>
/// Fills the read models of a seeded store as a replay check says they must be, which takes minutes less than having them follow
/// a million facts. The check itself, run on the store, holds the result to the facts.
/// </summary>
internal sealed class SeededReadModels(NpgsqlDataSource administrator)
{
    private const int Batch = 5000;

    private readonly Dictionary<ReplayedTable, List<JsonElement>> _rows = ReplayedTable.All.ToDictionary(table => table, _ => new List<JsonElement>());
    private readonly Findings _findings = new();

    public async Task FillAsync()
    {
        await using var command = administrator.CreateCommand($"select {StoredFact.Columns} from {Store.FactSchema}.mt_events order by stream_id, version");
        command.CommandTimeout = 0;
        await using (var reader = await command.ExecuteReaderAsync())
        {
            var stream = new List<IEvent>();
            while (await reader.ReadAsync())
            {
                var fact = StoredFact.Read(reader);
                if (stream.Count > 0 && stream[0].StreamId != fact.StreamId) await TakeAsync(stream);
                stream.Add(fact);
            }

            await TakeAsync(stream);
        }

        foreach (var (table, rows) in _rows) await WriteAsync(table, rows);
        if (_findings.Counts.Count > 0) throw new InvalidOperationException(JsonSerializer.Serialize(_findings.Kept));
        await using var progression = administrator.CreateCommand($"""
            insert into {Store.FactSchema}.mt_event_progression (name, last_seq_id)
            select name, (select max(seq_id) from {Store.FactSchema}.mt_events) from unnest($1) name on conflict (name) do update set last_seq_id = excluded.last_seq_id
            """);
        progression.Parameters.AddWithValue((string[])[.. ReadModels.Shards, "HighWaterMark"]);
        await progression.ExecuteNonQueryAsync();
    }

    private async Task TakeAsync(List<IEvent> stream)
    {
        foreach (var table in ReplayedTable.All.Where(table => table.Facts.IsInstanceOfType(stream[0].Data)))
        {
            var rows = _rows[table];
            rows.AddRange(table.RowsOf(stream, _findings).Select(row => JsonSerializer.SerializeToElement(row, row.GetType(), ReplayedTable.Columns)));
            if (rows.Count >= Batch) await WriteAsync(table, rows);
        }

        stream.Clear();
    }

    private async Task WriteAsync(ReplayedTable table, List<JsonElement> rows)
    {
        await using var command = administrator.CreateCommand($"""
            insert into {table.Name} select made.* from jsonb_array_elements($1) row, lateral jsonb_populate_record(null::{table.Name}, row) made
            """);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(rows));
        await command.ExecuteNonQueryAsync();
        rows.Clear();
    }
}
