using System.Net;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Xunit;

namespace Assessment.IntegrationTests.Assessments;

public class WritingAtTheSameTime(TheService service)
{
    private static readonly HttpStatusCode[] Refusals =
        [HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable];

    private Api Api => service.Api;

    /// <summary>Two hundred writers on twenty assessments, one in four with a version that is stale from the start.</summary>
    [Fact]
    public async Task Every_accepted_write_is_in_the_history_exactly_once_and_no_other_is()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 3);
        var claim = (await stage.ClaimAsync()).Id;
        var papers = new List<Answer>();
        for (var i = 0; i < 20; i++) papers.Add((await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: i % 2 == 1)).Is(HttpStatusCode.Created));

        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, 200).Select(number => WriteAsync(number, papers[number % 20], claim, go.Task)).ToArray();
        go.SetResult();
        var written = await Task.WhenAll(writers);

        Assert.All(written.Where(write => write.Answer.Status != HttpStatusCode.OK), write => Assert.Contains(write.Answer.Status, Refusals));
        Assert.All(written.Where(write => write.Stale), write => Assert.Equal(HttpStatusCode.PreconditionFailed, write.Answer.Status));
        Assert.All(papers, paper => Assert.Contains(written, write => write.Paper == paper.Id && write.Answer.Status == HttpStatusCode.OK));

        // Of those who had seen the same version, one was first.
        var accepted = written.Where(write => write.Answer.Status == HttpStatusCode.OK).ToArray();
        Assert.Equal(accepted.Length, accepted.Select(write => (write.Paper, write.Seen)).Distinct().Count());

        var history = await HistoryAsync([.. papers.Select(paper => Guid.Parse(paper.Id))]);
        foreach (var write in written.Where(write => write.Marker is not null))
            Assert.Equal(write.Answer.Status == HttpStatusCode.OK ? 1 : 0, history.Count(fact => fact.Data.Contains(write.Marker!, StringComparison.Ordinal)));
        foreach (var paper in papers.Where((_, index) => index % 2 == 0))
        {
            Assert.Equal(written.Count(write => write.Paper == paper.Id && write.Marker is null && write.Answer.Status == HttpStatusCode.OK),
                history.Count(fact => fact.Stream == Guid.Parse(paper.Id) && fact.Type == "assessment-submitted"));
        }

        foreach (var stream in history.GroupBy(fact => fact.Stream))
        {
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(version => (long)version), stream.OrderBy(fact => fact.Position).Select(fact => fact.Version));
            Assert.True(stream.Count(fact => fact.Type == "assessment-published") <= 1);
        }

        Assert.Equal(history.Count, history.Select(fact => fact.Position).Distinct().Count());
    }

    // Writers on drafts write or submit, writers on what is submitted approve; each reads first, so that its version is right until somebody is faster.
    private async Task<Write> WriteAsync(int number, Answer paper, string claim, Task go)
    {
        var (turn, path, marker) = (number / 20, $"/assessments/{paper.Id}", $"writer-{Guid.NewGuid():N}");
        var stale = turn % 4 == 3;
        var reviewer = Api.As($"reviewer-{turn}", "reviewer");
        await Api.TokenAsync(reviewer.Subject, reviewer.Role, reviewer.Clearance);
        await go;
        var version = stale ? ("If-Match", "\"0\"") : (await Api.Aud.GetAsync(path)).IfMatch;
        if (number % 2 == 1) return new(paper.Id, marker, stale, version.Item2, await reviewer.PostAsync($"{path}/approvals", new { comment = marker }, version));
        if (turn == 5) return new(paper.Id, null, stale, version.Item2, await Api.Ana.PostAsync($"{path}/submission", null, version));
        return new(paper.Id, marker, stale, version.Item2, await Api.Ana.PutAsync(path,
            new { title = "Written by many", informationCutOff = "2025-06-07", judgments = new[] { Stage.Judgment(claim, rationale: $"{Stage.Rationale} {marker}") } }, version));
    }

    private async Task<List<Fact>> HistoryAsync(Guid[] streams)
    {
        await using var command = service.Database.CreateCommand("select stream_id, version, seq_id, type, data::text from assessment_events.mt_events where stream_id = any($1)");
        command.Parameters.AddWithValue(streams);
        return await command.ListAsync(row => new Fact(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4)), TestContext.Current.CancellationToken);
    }

    private sealed record Write(string Paper, string? Marker, bool Stale, string Seen, Answer Answer);

    private sealed record Fact(Guid Stream, long Version, long Position, string Type, string Data);
}
