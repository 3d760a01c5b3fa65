using Assessment.IntegrationTests.Running;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

/// <summary>On a database of its own, whose facts come from other times.</summary>
public sealed class FindingPositions(ServiceOfItsOwn service) : IClassFixture<ServiceOfItsOwn>
{
    private static readonly DateTime Begin = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Before quiet times and in the thick of it, whatever order transactions end in.</summary>
    [Fact]
    public async Task Gives_the_last_position_before_the_first_fact_recorded_after_a_time()
    {
        var random = new Random(5);
        var (recorded, times) = (Begin, new List<DateTime>());
        for (var i = 0; i < 1500; i++)
        {
            // Bursts, and between them up to three minutes of quiet; a fact carries the beginning of its transaction.
            recorded += i % 50 == 0 ? TimeSpan.FromSeconds(random.Next(180)) : TimeSpan.FromMilliseconds(random.Next(400));
            times.Add(recorded - TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(59_000) : 0));
        }

        await RecordAsync(times);
        DateTime[] moments = [.. times.SelectMany(time => (DateTime[])[time - TimeSpan.FromMicroseconds(1), time, time + TimeSpan.FromSeconds(random.Next(90))]).Append(Begin.AddDays(-1)).Append(Begin.AddYears(1))];
        await using var command = service.Running.AsAdministrator.CreateCommand("""
            select moment, assessment.position_before(moment), coalesce((select min(seq_id) from assessment_events.mt_events where timestamp > moment),
                (select max(seq_id) + 1 from assessment_events.mt_events)) - 1
            from unnest($1) moment
            """);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, moments);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            Assert.Equal((reader.GetDateTime(0), reader.GetInt64(2)), (reader.GetDateTime(0), reader.GetInt64(1)));
    }

    /// <summary>As the superuser, who alone can say when a fact was recorded.</summary>
    private async Task RecordAsync(List<DateTime> times)
    {
        var past = new NpgsqlConnectionStringBuilder(service.Running.Ways.Administrator) { Options = "-c session_replication_role=replica" };
        await using var administrator = NpgsqlDataSource.Create(past.ConnectionString);
        await using var command = administrator.CreateCommand("""
            insert into assessment_events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            select nextval('assessment_events.mt_events_sequence'), gen_random_uuid(), stream, 1,
                jsonb_build_object('source', stream, 'name', 'Source', 'kind', 'media', 'reliability', 'B'), 'source-registered', time, '*DEFAULT*'
            from (select time, gen_random_uuid() as stream from unnest($1) with ordinality recorded (time, place) order by place) facts
            """);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, times.ToArray());
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
