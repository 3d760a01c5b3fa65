using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

/// <summary>
/// How often a request talks to the database, counted by the driver's own spans in the request's trace. The driver sends a
/// BEGIN along with the command after it and gives a COMMIT no span, so a command that writes takes one trip more than counted.
/// </summary>
public sealed class CountingRoundTrips : IClassFixture<ServiceOfItsOwn>, IDisposable
{
    private readonly ConcurrentBag<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly ServiceOfItsOwn _service;

    public CountingRoundTrips(ServiceOfItsOwn service)
    {
        _service = service;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private Api Api => _service.Running.Api;

    public void Dispose() => _listener.Dispose();

    // The bounds are what was measured; whoever needs more says why here.
    [Fact]
    public async Task No_request_takes_more_than_it_did()
    {
        var stage = await Stage.SetAsync(Api, reviewers: 1);
        var claim = (await stage.ClaimAsync()).Id;
        var draft = await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: false);
        var counted = new Dictionary<string, int>();

        // Twice: what is prepared and cached on the first way through is not what is counted.
        for (var i = 0; i < 2; i++)
        {
            draft = await CountAsync("PUT draft", counted, trace => Api.Ana.PutAsync($"/assessments/{draft.Id}", Content(claim, 2 + i), draft.IfMatch, trace));
            var submitted = await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)]);
            var published = await CountAsync("approve", counted, trace => Api.Rex.PostAsync($"/assessments/{submitted.Id}/approvals", new { }, submitted.IfMatch, trace));
            await stage.PictureAsync(Api.Rea);
            await CountAsync("GET assessment", counted, trace => Api.Rea.GetAsync($"/assessments/{published.Id}", trace));
            await CountAsync("GET picture", counted, trace => Api.Rea.GetAsync($"/partnerships/{stage.Partnership}/picture", trace));
        }

        Assert.Equal(
            new Dictionary<string, int> { ["PUT draft"] = 3, ["approve"] = 3, ["GET assessment"] = 2, ["GET picture"] = 2 }, counted);
    }

    // What they add may get a position before ours: it cannot be seen while they are at it, and a repeat of the request would show it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_somebody_is_appending_to_is_read_again_for_the_answer(bool othersHaveEndedSince)
    {
        var stage = await Stage.SetAsync(Api, reviewers: 1);
        var claim = (await stage.ClaimAsync()).Id;
        var draft = await stage.PostAsync(Api.Ana, [Stage.Judgment(claim)], submit: false);
        draft = await CountAsync("alone", [], trace => Api.Ana.PutAsync($"/assessments/{draft.Id}", Content(claim, 2), draft.IfMatch, trace));
        await using var other = await _service.Running.AsAdministrator.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var appending = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var locking = new NpgsqlCommand("select from assessment_events.mt_streams where id = $1 for update", other) { Parameters = { new() { Value = Guid.Parse(claim) } } };
        await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        // A snapshot lists the transactions under way only up to the last that has ended.
        await using var ending = _service.Running.AsAdministrator.CreateCommand("select pg_current_xact_id()");
        if (othersHaveEndedSince) await ending.ExecuteScalarAsync(TestContext.Current.CancellationToken);

        var counted = new Dictionary<string, int>();
        draft = await CountAsync("beside", counted, trace => Api.Ana.PutAsync($"/assessments/{draft.Id}", Content(claim, 3), draft.IfMatch, trace));
        await appending.RollbackAsync(TestContext.Current.CancellationToken);
        await CountAsync("alone", counted, trace => Api.Ana.PutAsync($"/assessments/{draft.Id}", Content(claim, 4), draft.IfMatch, trace));

        Assert.Equal(new Dictionary<string, int> { ["beside"] = 5, ["alone"] = 3 }, counted);
    }

    private async Task<Answer> CountAsync(string request, Dictionary<string, int> counted, Func<(string, string), Task<Answer>> send)
    {
        var trace = ActivityTraceId.CreateRandom();
        var answer = await send(("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        // The request's own span ends after the answer has left.
        await Eventually.FindAsync(() => Task.FromResult(_spans.Any(span => span.TraceId == trace && span.Source.Name == "Microsoft.AspNetCore")), ended => ended);
        // One more connection is opened when all are in use at the moment: that is no trip of this request.
        counted[request] = _spans.Count(span => span.TraceId == trace && span.Source.Name == "Npgsql" && !span.DisplayName.StartsWith("CONNECT ", StringComparison.Ordinal));
        return answer;
    }

    private static object Content(string claim, int level) =>
        new { title = "Trust after the leak", informationCutOff = "2025-06-07", marking = "CLEAR", judgments = new[] { Stage.Judgment(claim, level) } };
}
