using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Server.Storage;
using Npgsql;

namespace Assessment.IntegrationTests.Modelling;

/// <summary>
/// One script on a partnership of its own: performed command by command on the service and in a world beside it; then the facts that
/// it left are gone through in order in a second world, which says for every position what the service has to show.
/// </summary>
internal sealed class Play(Line line, NpgsqlDataSource database, Script script, Tally tally)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Guid _seed = Guid.NewGuid();
    private readonly string _partnership = Bodies.NewSlug();
    private readonly List<string> _transcript = [];
    private readonly List<Deed> _deeds = [];
    private readonly Dictionary<(char, int), long> _versions = [];
    private int _owed;

    /// <summary>Throws, with all that was done, when the service and the model do not agree.</summary>
    public async Task RunAsync()
    {
        try
        {
            var world = new World(_seed);
            foreach (var step in script.Steps) await PerformAsync(step, world);
            await HearAsync();
            await CompareAsync(world);
        }
        catch (Exception found)
        {
            throw new DisagreementException($"{(script.Patient ? "Patient" : "Impatient")}, on {_partnership}:\n{string.Join('\n', _transcript)}\n\n{found.Message}", found);
        }
    }

    private async Task CompareAsync(World end)
    {
        // What closes in a moment is closed when it is looked at.
        if (end.Forecasts.Select(forecast => forecast.ClosesAt - DateTimeOffset.UtcNow).Where(left => left > TimeSpan.Zero && left < TimeSpan.FromMinutes(1)).DefaultIfEmpty().Max() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait + TimeSpan.FromMilliseconds(20));
        await line.SendAsync(Modelling.Cast.Readers[0], HttpMethod.Get, $"/partnerships/{_partnership}/picture", null, ("Prefer", "wait=30"));
        var review = new Review(new World(_seed, end), _partnership, script.Patient);
        review.GoThrough(await FactsAsync(), _deeds);
        foreach (var some in review.Expectations.Chunk(8))
        {
            var differences = await Task.WhenAll(some.Select(expectation => expectation.DifferenceAsync(line)));
            if (differences.FirstOrDefault(difference => difference is not null) is { } difference) throw new DisagreementException(difference);
        }

        tally.Looked(review.Expectations.Count, review.Curves);
    }

    private async Task PerformAsync(Step step, World world)
    {
        world.Now = TimeOfNow();
        var (who, act) = Script.Cast(step, world);
        var request = Request.Of(act, world, _partnership);
        var wrong = world.Wrong(who, act);
        var stale = step.Manner is Manner.Stale && request.Demands && wrong is not ["forbidden"] and not ["not-found"];
        if (stale) wrong = ["stale-version"];

        var key = $"{Guid.NewGuid()}";
        var answer = await SendAsync(who, request, stale, key);
        if (step.Manner is Manner.Twice && request.Method == HttpMethod.Post) AssertSame(answer, await SendAsync(who, request, stale, key));
        var accepted = answer.Status is HttpStatusCode.OK or HttpStatusCode.Created;
        tally.Performed(act, accepted ? null : answer.Code);
        _transcript.Add($"{_transcript.Count,3}  {who.Name,-4} {act.GetType().Name} {JsonSerializer.Serialize(act, act.GetType(), Plain)} → {(int)answer.Status} {(accepted ? answer.ETag : answer.Code)}");

        // Something may have closed meanwhile; then either is right.
        world.Now = TimeOfNow();
        if (!stale && (accepted ? wrong.Length > 0 : !wrong.Contains(answer.Code))) wrong = world.Wrong(who, act);
        if (accepted && wrong.Length > 0) throw new DisagreementException($"Accepted, and should have been refused for {string.Join(" or ", wrong)}: {answer.Text}");
        if (!accepted && !wrong.Contains(answer.Code)) throw new DisagreementException($"Refused for {answer.Code}, and should have been {(wrong.Length == 0 ? "accepted" : $"refused for {string.Join(" or ", wrong)}")}: {answer.Text}");
        if (!accepted) return;

        // A dimension is answered as a thing of its own, which has one version; the partnership has got another one.
        var version = act is DefineDimension ? _versions[request.Stream] + 1 : long.Parse(answer.ETag!.Trim('"').Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
        var changes = world.Changes(who, act);
        // Of an assessment somebody is told the version of the last fact they may see; that of their own, when they changed it.
        if (!changes && (request.Stream.Kind == 'a' ? version > _versions[request.Stream] : version != _versions[request.Stream]))
            throw new DisagreementException($"Version {version} instead of {_versions[request.Stream]}, and nothing was to change.");
        if (changes || request.Stream.Kind != 'a') _versions[request.Stream] = version;
        if (!changes) return;
        world.Do(who, act);
        _deeds.Add(new(who, act, request.Stream, version, answer));
        await FollowAsync(world);
    }

    /// <summary>No finer than requests say it.</summary>
    private static DateTimeOffset TimeOfNow() => DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    /// <summary>Takes note of what is owed since the command; the patient wait until it is there.</summary>
    private async Task FollowAsync(World world)
    {
        foreach (var claim in world.Unconfirmed())
        {
            world.Lapse(claim);
            await LapsedAsync(claim, ++_versions[('c', claim)]);
        }

        foreach (var reaction in world.Owed.ToArray())
        {
            _owed++;
            if (script.Patient) _versions[('a', reaction.Assessment)]++;
            world.React(reaction);
        }

        if (script.Patient) await HearAsync();
    }

    /// <summary>Waits until a claim that nothing confirms any more has got the version that says so.</summary>
    private async Task LapsedAsync(int claim, long version)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await VersionAsync(('c', claim)) < version)
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience) throw new DisagreementException($"Claim {claim} should not count as confirmed any more.");
            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }

    private async Task<Answer> SendAsync(Actor who, Request request, bool stale, string key)
    {
        for (var attempt = 0; ; attempt++)
        {
            var seen = (request.Demands ? await SeenAsync(who, request.Stream) : 0) - (stale ? 1 : 0);
            (string, string)[] headers = [.. request.Method == HttpMethod.Post ? [("Idempotency-Key", key)] : Array.Empty<(string, string)>(), .. request.Demands ? [("If-Match", $"\"{seen}\"")] : Array.Empty<(string, string)>()];
            var answer = await line.SendAsync(who, request.Method, request.Path, request.Body, headers);
            // Word of moving evidence may have been faster.
            if (answer.Code is not ("stale-version" or "concurrent-change") || stale || script.Patient || attempt == 50) return answer;
            _versions[request.Stream] = await VersionAsync(request.Stream);
        }
    }

    /// <summary>The version that somebody who changes something has read; of what they may not see, the one it has.</summary>
    private async Task<long> SeenAsync(Actor who, (char Kind, int Number) stream)
    {
        var known = _versions.GetValueOrDefault(stream, 1);
        if (stream.Kind != 'a') return known;
        var read = await line.SendAsync(who, HttpMethod.Get, $"/assessments/{IdOf(stream)}", null, []);
        if (read.Status is not HttpStatusCode.OK) return known;
        // Word of moving evidence may have come since: whoever does not wait for it reads it with the rest.
        var seen = (long)read.Json["version"]!;
        if (!script.Patient && seen > known) _versions[stream] = seen;
        return seen;
    }

    private static void AssertSame(Answer first, Answer second)
    {
        // How often a claim is cited is the one thing that a repeated answer shows anew, and a refusal names its trace.
        static string Text(Answer answer)
        {
            var json = answer.Json.AsObject();
            json.Remove("citedBy");
            json.Remove("traceId");
            return json.ToJsonString();
        }

        if ((first.Status, first.ETag, first.Location) != (second.Status, second.ETag, second.Location) || Text(first) != Text(second))
            throw new DisagreementException($"The same request with the same key was answered differently:\n{first.Status} {first.ETag} {first.Text}\n{second.Status} {second.ETag} {second.Text}");
    }

    /// <summary>Waits until as many facts about moving evidence are there as are owed.</summary>
    private async Task HearAsync()
    {
        await using var command = database.CreateCommand("select count(*) from assessment_events.mt_events where stream_id = any($1) and type = 'evidence-changed'");
        command.Parameters.AddWithValue(Streams('a'));
        var begun = TimeProvider.System.GetTimestamp();
        long heard = 0;
        while (_owed > 0 && (heard = (long)(await command.ExecuteScalarAsync())!) < _owed)
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience) throw new DisagreementException($"Word of moving evidence came {heard} times, and should have come {_owed} times.");
            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }

        if (heard > _owed) throw new DisagreementException($"Word of moving evidence came {heard} times, and should have come {_owed} times.");
    }

    private async Task<long> VersionAsync((char Kind, int Number) stream)
    {
        await using var command = database.CreateCommand("select version from assessment_events.mt_streams where id = $1");
        command.Parameters.AddWithValue(IdOf(stream));
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<List<Fact>> FactsAsync()
    {
        await using var command = database.CreateCommand("select seq_id, stream_id, version, type, timestamp, data::text from assessment_events.mt_events where stream_id = any($1) order by seq_id");
        Guid[] streams = [.. Streams('p'), .. Streams('s'), .. Streams('c'), .. Streams('a'), .. Streams('f')];
        command.Parameters.AddWithValue(streams);
        var names = ((char[])['p', 's', 'c', 'a', 'f']).SelectMany(kind => Enumerable.Range(0, Count(kind)).Select(number => (kind, number))).ToDictionary(IdOf);
        return await command.ListAsync(row => new Fact(row.GetInt64(0), names[row.GetGuid(1)], row.GetInt64(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), JsonNode.Parse(row.GetString(5))!), default);
    }

    private Guid IdOf((char Kind, int Number) stream) => stream.Kind == 'p' ? Server.Storage.Streams.OfPartnership(_partnership) : new World(_seed).Id(stream.Kind, stream.Number);

    /// <summary>One more than was created, so that a fact nobody accounts for is found.</summary>
    private int Count(char kind) => kind == 'p' ? 1 : 1 + _versions.Keys.Count(stream => stream.Item1 == kind);

    private Guid[] Streams(char kind) => [.. Enumerable.Range(0, Count(kind)).Select(number => IdOf((kind, number)))];
}

/// <summary>A command that was accepted and changed something, with its answer.</summary>
internal sealed record Deed(Actor Who, Act Act, (char Kind, int Number) Stream, long Version, Answer Answer);

/// <summary>A fact as the store holds it.</summary>
internal sealed record Fact(long Position, (char Kind, int Number) Stream, long Version, string Type, DateTimeOffset At, JsonNode Data);
