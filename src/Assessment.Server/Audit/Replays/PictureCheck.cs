using System.Data;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Picture;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Assessment.Server.Audit.Replays;

/// <summary>
/// Holds the service to its word on the past: what it answers as of a position is the picture that the facts up to there add up
/// to. Asked of some partnerships at some of their positions, through the very reader and indexes that answer clients.
/// </summary>
public sealed class PictureCheck(NpgsqlDataSource database, IDocumentStore store, StandingsReader standings)
{
    public const string Picture = "picture";

    public const int Partnerships = 40;

    private static readonly string[] Types = [.. ((Type[])
        [typeof(Assessments.JudgmentPublished), typeof(Assessments.AssessmentPublished), typeof(Assessments.AssessmentRetracted), typeof(Assessments.EvidenceChanged),
         typeof(Assessments.JudgmentReaffirmed), typeof(Assessments.DissentRecorded), typeof(Assessments.DissentWithdrawn), typeof(Assessments.DissentJoined), typeof(Assessments.DissentLeft), typeof(Assessments.AssessmentRemarked)]).Select(Facts.NameOf)];

    /// <summary>The partnerships to ask about: all, or as many spread over all of them.</summary>
    public async Task<IReadOnlyList<string>> ChooseAsync(long upTo, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            with established as (
                select data->>'partnership' as slug, row_number() over (order by seq_id) - 1 as number, count(*) over () as total
                from {Store.FactSchema}.mt_events where type = 'partnership-established' and seq_id <= $1 and {StoredFact.Counts})
            select slug from established where number * $2 / total <> (number - 1) * $2 / total or number = 0 order by number
            """);
        command.Parameters.AddWithValue(upTo);
        command.Parameters.AddWithValue(Partnerships);
        return await command.ListAsync(row => row.GetString(0), ct);
    }

    /// <summary>Checks one partnership, and keeps saying that it is at work; false when the work is no longer ours.</summary>
    internal async Task<bool> CheckAsync(string partnership, Findings findings, Work work, CancellationToken ct)
    {
        var moments = await MomentsAsync(partnership, work.Replay.UpTo, ct);
        // Events and rows of one instant, so that what is marked anew meanwhile is in both or in neither.
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        if (await FoldAsync(connection, partnership, work, moments, ct) is not var (held, open)) return false;
        await using var session = store.QuerySession();
        foreach (var moment in moments)
        {
            if (await PartnershipState.LoadAsync(session, partnership, Horizon.OfPosition(moment.Position), ct) is not { } state) continue;
            IReadOnlyList<OpenDissent> dissents = [.. open.Where(row => row.IsHeldAt(moment.Position)).Select(row => row.ToOpenDissent())];
            var live = await standings.ReadAsync(partnership, moment.Position, Picturing.TrendFrom(moment.Time), validAt: null, ct, connection);
            IReadOnlyList<Standing> At(long position) => [.. held.Where(row => row.IsHeldAt(position)).Select(row => row.ToStanding().Knowing(live.Raised))];
            Compare(new Asking(state, Marking.Red, moment.Time), moment.Position, new Held(moment.Position, At(moment.Position), At(moment.Before), dissents), live, findings);
            if (!await work.KeepAsync(ct)) return false;
        }

        return true;
    }

    // By the lowest clearance to which the two look different, which may know of it.
    private static void Compare(Asking asking, long position, Held expected, Held found, Findings findings)
    {
        foreach (var clearance in Enum.GetValues<Marking>().Where(marking => marking >= asking.Partnership.Marking))
        {
            var seen = asking with { Clearance = clearance };
            var differing = DimensionsOf(seen, expected).Zip(DimensionsOf(seen, found)).Where(pair => !JsonNode.DeepEquals(pair.First, pair.Second)).ToArray();
            foreach (var (one, other) in differing)
            {
                foreach (var change in Comparison.Of(one, other))
                {
                    findings.Add(new(Picture, new JsonObject { ["partnership"] = asking.Partnership.Id, ["dimension"] = one["dimension"]!.DeepClone(), ["perspective"] = one["perspective"]?.DeepClone() },
                        position, clearance, change.Member, change.Before, change.After));
                }
            }

            if (differing.Length > 0) return;
        }
    }

    private static IEnumerable<JsonNode> DimensionsOf(Asking asking, Held held) => Picturing.Of(asking, held.Now, held.Before, held.Dissents)
        .Select(dimension => JsonSerializer.SerializeToNode(dimension, StrictJson.Options)!);

    private async Task<IReadOnlyList<(long Position, DateTimeOffset Time, long Before)>> MomentsAsync(string partnership, long upTo, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select seq_id, timestamp, assessment.position_before(timestamp - make_interval(hours => $3)) from {Store.FactSchema}.mt_events
            where seq_id = any((select percentile_disc(array[0.25, 0.5, 0.75, 1]) within group (order by seq_id)
                from {Store.FactSchema}.mt_events where headers->>'{FactHeaders.Partnership}' = $1 and seq_id <= $2)::bigint[])
            order by seq_id
            """);
        command.Parameters.AddWithValue(partnership);
        command.Parameters.AddWithValue(upTo);
        // Thirty days by the calendar of some place may be an hour more or less.
        command.Parameters.AddWithValue((int)Picturing.TrendWindow.TotalHours);
        return await command.ListAsync(row => (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2)), ct);
    }

    /// <summary>
    /// The rows that were in force at any of the moments, marked anew as far as the read model has come; the others are not kept. Null when the
    /// work is no longer ours.
    /// </summary>
    private static async Task<(List<StandingRow>, List<DissentRow>)?> FoldAsync(
        NpgsqlConnection connection, string partnership, Work work, IReadOnlyList<(long Position, DateTimeOffset Time, long Before)> moments, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            select {StoredFact.Columns} from {Store.FactSchema}.mt_events
            where headers->>'{FactHeaders.Partnership}' = $1 and type = any($3) and {StoredFact.Counts}
              and (seq_id <= $2 or type = any($4) and seq_id <= (select last_seq_id from {Store.FactSchema}.mt_event_progression where name = $5))
            order by stream_id, version
            """, connection);
        command.Parameters.AddWithValue(partnership);
        command.Parameters.AddWithValue(work.Replay.UpTo);
        command.Parameters.AddWithValue(Types);
        command.Parameters.AddWithValue(Remarkings.Names);
        command.Parameters.AddWithValue(ReadModels.Standings);
        long[] positions = [.. moments.SelectMany(moment => (long[])[moment.Position, moment.Before]).Distinct()];
        var (held, open, stream) = (new List<StandingRow>(), new List<DissentRow>(), new List<IEvent>());
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var fact = StoredFact.Read(reader);
            if (stream.Count > 0 && stream[0].StreamId != fact.StreamId)
            {
                Take();
                if (!await work.KeepAsync(ct)) return null;
            }

            stream.Add(fact);
        }

        Take();
        return (held, open);

        void Take()
        {
            held.AddRange(StandingRow.Of(stream).Where(row => positions.Any(row.IsHeldAt)));
            open.AddRange(DissentRow.Of(stream).Where(row => positions.Any(row.IsHeldAt)));
            stream.Clear();
        }
    }
}
