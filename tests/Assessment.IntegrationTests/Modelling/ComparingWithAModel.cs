using System.Collections.Concurrent;
using Assessment.IntegrationTests.Running;
using CsCheck;
using Xunit;

namespace Assessment.IntegrationTests.Modelling;

/// <summary>
/// Anything by anybody, over HTTP, beside a model of the domain: they have to agree on what is refused and on everything that is seen,
/// now and as of every position. A failure prints the seed (set CsCheck_Seed to see it again) and the shortest script found.
/// </summary>
public class ComparingWithAModel(TheService service, ITestOutputHelper output)
{
    private const int Commands = 10_000;
    private const int Scripts = 170;

    [Fact]
    public async Task Whatever_is_done_the_service_and_the_model_agree()
    {
        // So that there is always another lead who could resolve a forecast, whatever it is marked.
        await Stage.SetAsync(service.Api, marking: "RED");
        var (line, tally, failed) = (new Line(service.Api.Http), new Tally(), new ConcurrentBag<(Script Script, string Message)>());
        try
        {
            // What is in a script is of chance: there are more until there was enough, and everything at least once.
            for (var more = 0; more < 20 && (more == 0 || tally.Commands < Commands || tally.Missing().Any()); more++)
                await PlayAsync(more == 0 ? Scripts : Scripts / 10, line, tally, failed);
        }
        catch (CsCheckException sample) when (!failed.IsEmpty)
        {
            Assert.Fail($"{sample.Message}\n\nThe shortest found:\n{await ShortestAsync(failed.MinBy(failure => failure.Script.Steps.Length), line)}");
        }

        output.WriteLine(tally.ToString());
        await Replayed.MatchesAsync(service.Api);
        await using var first = service.Database.CreateCommand(Picture.ComingFirst.Wrong);
        Assert.Equal(0L, await first.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.True(tally.Commands >= Commands, $"{tally.Commands} commands are fewer than {Commands}.");
        Assert.Empty(tally.Missing());
    }

    private Task PlayAsync(int scripts, Line line, Tally tally, ConcurrentBag<(Script, string)> failed) => Script.Any.SampleAsync(async script =>
    {
        try
        {
            await new Play(line, service.Database, script, tally).RunAsync();
        }
        catch (DisagreementException found)
        {
            failed.Add((script, found.Message));
            throw;
        }
    }, iter: scripts, threads: 12, print: script => $"a script of {script.Steps.Length} commands");

    /// <summary>Leaves out commands for as long as it still fails.</summary>
    private async Task<string> ShortestAsync((Script Script, string Message) failure, Line line)
    {
        var ((script, message), tries) = (failure, 0);
        for (var cut = script.Steps.Length / 2; cut > 0; cut /= 2)
        {
            for (var from = 0; from < script.Steps.Length && tries < 100;)
            {
                tries++;
                var shorter = script with { Steps = [.. script.Steps.Take(from), .. script.Steps.Skip(from + cut)] };
                if (await FailureAsync(shorter, line) is { } again) (script, message) = (shorter, again);
                else from += cut;
            }
        }

        return message;
    }

    private async Task<string?> FailureAsync(Script script, Line line)
    {
        try
        {
            await new Play(line, service.Database, script, new Tally()).RunAsync();
            return null;
        }
        catch (DisagreementException found)
        {
            return found.Message;
        }
    }
}

/// <summary>What was done in all plays together, so that a test that tries nothing does not pass.</summary>
internal sealed class Tally
{
    /// <summary>Every rule that has to have said no at least once; support-lost comes about too seldom, and has a test of its own.</summary>
    public static readonly string[] Codes =
    [
        "already-approved", "claim-withdrawn", "confidence-outruns-evidence", "date-in-future", "dates-out-of-order", "dimension-exists", "duplicate-dimension",
        "forbidden", "forecast-closed", "forecast-not-open", "forecast-resolved", "forecast-voided", "level-not-most-likely", "likelihood-below-even", "likelihood-out-of-range",
        "marking-above-clearance", "marking-below-evidence", "marking-below-partnership", "marking-below-sources", "not-editable", "not-found", "not-judged", "not-published", "not-submitted", "not-the-author",
        "nothing-to-submit", "own-work", "partnership-exists", "rationale-missing", "revision-open", "stale-version", "uncited-judgment", "uncited-resolution", "uncorroborated",
        "unknown-claim", "unknown-dimension", "unknown-partnership", "unknown-source", "wrong-perspective",
    ];

    private readonly ConcurrentDictionary<(string Act, string? Code), int> _performed = new();
    private int _looks;
    private int _curves;

    public int Commands => _performed.Values.Sum();

    public void Performed(Act act, string? code) => _performed.AddOrUpdate((act.GetType().Name, code), 1, (_, count) => count + 1);

    public void Looked(int times, int curves) => (_, _) = (Interlocked.Add(ref _looks, times), Interlocked.Add(ref _curves, curves));

    /// <summary>Acts that were never accepted, rules that never said no, and a calibration if none had a curve.</summary>
    public IEnumerable<string> Missing() =>
    [
        .. typeof(Act).Assembly.GetTypes().Where(type => type.BaseType == typeof(Act)).Select(type => type.Name).Where(act => !_performed.ContainsKey((act, null))),
        .. Codes.Except(_performed.Keys.Select(key => key.Code).OfType<string>()),
        .. _curves == 0 ? ["a calibration with a curve"] : Array.Empty<string>(),
    ];

    public override string ToString() =>
        $"{Commands} commands, {_performed.Where(done => done.Key.Code is null).Sum(done => done.Value)} accepted; {_looks} answers compared, {_curves} calibrations with a curve.\n"
        + $"Accepted: {string.Join(", ", _performed.Where(done => done.Key.Code is null).OrderBy(done => done.Key.Act).Select(done => $"{done.Key.Act} {done.Value}"))}\n"
        + $"Refused: {string.Join(", ", _performed.Where(done => done.Key.Code is not null).GroupBy(done => done.Key.Code).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Sum(done => done.Value)}"))}";
}
