using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

public class TimingFacts(TheService service)
{
    /// <summary>A stream's own time is the database's for the transaction that made it.</summary>
    [Fact]
    public async Task Is_done_by_the_database_for_the_first_fact_of_a_stream_too()
    {
        var stage = await Stage.SetAsync(service.Api);
        var claim = await stage.ClaimAsync();
        await using var command = service.Database.CreateCommand("""
            select fact.timestamp = stream.timestamp from assessment_events.mt_events fact
            join assessment_events.mt_streams stream on stream.id = fact.stream_id where fact.stream_id = $1
            """);
        command.Parameters.AddWithValue(Guid.Parse(claim.Id));
        Assert.Equal(true, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
