using System.Net;
using Xunit;

namespace Assessment.IntegrationTests.Running;

/// <summary>The auditors' own check of the read models, of which one runs at a time: on a service that tests share each waits for its turn.</summary>
internal static class Replayed
{
    private const int Patience = 240;

    /// <summary>They are what the events make of them.</summary>
    public static async Task MatchesAsync(Api api)
    {
        var started = await Eventually.FindAsync(() => api.Aud.PostAsync("/audit/replays", new { }), answer => answer.Status is not HttpStatusCode.Conflict, Patience);
        var ended = await Eventually.FindAsync(() => api.Aud.GetAsync($"/audit/replays/{started.Is(HttpStatusCode.Accepted).Id}"), answer => answer.Word("state") != "running", Patience);
        Assert.True(ended.Word("state") == "matched", ended.Text[..Math.Min(3000, ended.Text.Length)]);
    }
}
