using System.Net;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Running;

/// <summary>The auditors' own check of the read models.</summary>
internal static class Replayed
{
    /// <summary>They are what the events make of them; nothing is said while somebody else's replay runs.</summary>
    public static async Task MatchesAsync(Api api, NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select 1 from assessment.replay where state = 'running'");
        await Eventually.FindAsync(() => command.ExecuteScalarAsync(TestContext.Current.CancellationToken), running => running is null);
        var started = await api.Aud.PostAsync("/audit/replays", new { });
        if (started.Status == HttpStatusCode.Conflict) return;
        var ended = await Eventually.FindAsync(() => api.Aud.GetAsync(started.Is(HttpStatusCode.Accepted).Location!.Replace("/api/v1", "", StringComparison.Ordinal)), answer => answer.Word("state") != "running", seconds: 60);
        Assert.True(ended.Word("state") == "matched", ended.Text[..Math.Min(3000, ended.Text.Length)]);
    }
}
