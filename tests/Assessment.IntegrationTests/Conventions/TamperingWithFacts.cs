using System.Net;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class TamperingWithFacts(TheService service)
{
    private const string Events = "assessment_events.mt_events";
    private const string Streams = "assessment_events.mt_streams";

    public static TheoryData<string> Crimes =>
    [
        $"update {Events} set data = '{{}}' where stream_id = $1",
        $"update {Events} set user_name = 'bo' where stream_id = $1",
        $"update {Events} set timestamp = now() where stream_id = $1",
        $"update {Events} set correlation_id = 'x' where stream_id = $1",
        $"update {Events} set headers = '{{}}' where stream_id = $1",
        $"update {Events} set type = 'x' where stream_id = $1",
        $"update {Events} set version = 7 where stream_id = $1",
        $"update {Events} set seq_id = seq_id + 1000000000 where stream_id = $1",
        $"update {Events} set is_archived = true, user_name = 'bo' where stream_id = $1",
        $"update {Streams} set version = 0 where id = $1",
        $"update {Streams} set type = 'x' where id = $1",
        $"update {Streams} set id = gen_random_uuid() where id = $1",
        $"delete from {Events} where stream_id = $1",
        $"delete from {Streams} where id = $1",
        $"truncate {Events}",
        $"truncate {Streams} cascade",
        $"truncate {Events}, {Streams} restart identity",
    ];

    [Theory]
    [MemberData(nameof(Crimes))]
    public async Task Is_refused_by_the_database_even_to_its_superuser(string crime)
    {
        var source = await SourceAsync();
        foreach (var role in new[] { "origin", "replica", "local" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(role, crime, source));
            Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        }

        Assert.Equal("ana", Assert.Single(await RecordedFact.OfStreamAsync(service.Database, source)).UserName);
    }

    [Theory]
    [InlineData("is_archived = true")]
    [InlineData("is_skipped = true")]
    [InlineData("mt_dotnet_type = 'moved'")]
    public async Task Is_not_what_archiving_skipping_and_renaming_do(string lawful) =>
        Assert.Equal(1, await ExecuteAsync("origin", $"update {Events} set {lawful} where stream_id = $1", await SourceAsync()));

    private async Task<string> SourceAsync() => (await service.Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created).Id;

    // Rolled back in every case, so that no crime that succeeds spoils the other tests.
    private async Task<int> ExecuteAsync(string role, string sql, string stream)
    {
        await using var connection = await service.AsAdministrator.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var first = new NpgsqlCommand($"set local session_replication_role = {role}; set local lock_timeout = '10s'", connection)) await first.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        if (sql.Contains("$1", StringComparison.Ordinal)) command.Parameters.AddWithValue(Guid.Parse(stream));
        return await command.ExecuteNonQueryAsync();
    }
}
