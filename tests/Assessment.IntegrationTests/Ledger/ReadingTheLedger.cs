using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>What the service publishes of the ledger, checked as an outsider checks it. 600 facts are in it before anybody reads.</summary>
public class ReadingTheLedger(ServiceWithLog with) : IClassFixture<ServiceWithLog>
{
    private static readonly (string, string) Wait = ("Prefer", "wait=20");
    private static readonly (string, string) Json = ("Accept", "application/json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Api Api => with.Service.Api;

    private Stranger Stranger => new(with.Service);

    // A token, and no role at all.
    private string Witness => Stranger.Token(new() { ["sub"] = "witness" });

    private Log Log => new(with.Service.Database);

    [Fact]
    public async Task Every_fact_is_proved_against_a_checkpoint_and_no_other_leaf_is()
    {
        var (checkpoint, key) = await OpenAsync();
        var positions = await Log.ListAsync<long>("select seq_id from assessment_ledger.leaf where index % 37 = 0 or index > 590 order by 1");
        foreach (var position in positions)
        {
            var text = (await Api.Aud.GetAsync($"/audit/events/{position}/proof")).Is(HttpStatusCode.OK);
            Assert.StartsWith("text/plain", text.Headers["Content-Type"], StringComparison.Ordinal);
            Assert.True(TlogProof.TryParse(Encoding.UTF8.GetBytes(text.Text), out var proof), text.Text);

            var json = (await Api.Aud.GetAsync($"/audit/events/{position}/proof", Json)).Is(HttpStatusCode.OK).Json;
            var leaf = (string)json["leaf"]!;
            Assert.True(proof.Verify(Encoding.UTF8.GetBytes(leaf), Log.Origin, new Log.Ed25519(key)));
            Assert.False(proof.Verify(Encoding.UTF8.GetBytes(leaf + " "), Log.Origin, new Log.Ed25519(key)));
            Assert.Contains($"\"seq\":\"{position}\"", leaf, StringComparison.Ordinal);
            Assert.Equal(proof.Index, (long)json["index"]!);
            Assert.Equal(proof.Path.Select(hash => hash.ToString()), json["proof"]!.AsArray().Select(hash => (string)hash!));
            Assert.True(Checkpoint.TryOpen(Encoding.UTF8.GetBytes((string)json["checkpoint"]!), Log.Origin, new Log.Ed25519(key), out var under));
            Assert.True(under.Size >= checkpoint.Size);
        }
    }

    [Fact]
    public async Task A_fact_just_recorded_is_waited_for()
    {
        var (source, partnership) = ((await Api.Ana.PostAsync("/sources", Bodies.Source())).Is(HttpStatusCode.Created).Id, await Stage.SetAsync(Api));
        var position = await Log.AskAsync<long>("select seq_id from assessment_events.mt_events where stream_id = $1", Guid.Parse(source));
        var waited = (await Api.Aud.GetAsync($"/audit/events/{position}/proof", Wait)).Is(HttpStatusCode.OK);
        Assert.Equal("wait=20", waited.Headers["Preference-Applied"]);
        Assert.NotNull(partnership);
    }

    [Fact]
    public async Task What_is_not_signed_yet_is_said_to_be_so()
    {
        await using var unsigned = await with.Tests.StartAsync(null, "--Assessment:Ledger:Signer=elsewhere");
        await Log.RecordAsync(unsigned, 1);
        await new Log(unsigned.AsAdministrator).IntegratedAsync();
        var position = await new Log(unsigned.AsAdministrator).AskAsync<long>("select max(seq_id) from assessment_events.mt_events");
        (await unsigned.Api.Aud.GetAsync($"/audit/events/{position}/proof")).IsRefused(HttpStatusCode.Conflict, "not-in-ledger-yet");
        (await unsigned.Api.Aud.GetAsync($"/audit/events/{position}/proof", ("Prefer", "wait=1"))).IsRefused(HttpStatusCode.GatewayTimeout, "not-caught-up");
        (await unsigned.Api.Aud.GetAsync("/audit/consistency?from=1&to=2")).IsRefused(HttpStatusCode.Conflict, "not-in-ledger-yet");
        foreach (var path in (string[])["checkpoint", "key"]) (await unsigned.Api.Aud.GetAsync($"/ledger/{path}")).IsRefused(HttpStatusCode.NotFound, "nothing-signed-yet");
    }

    [Fact]
    public async Task Any_earlier_size_is_proved_to_be_the_beginning_of_a_later_one()
    {
        var lines = await Log.ListAsync<string>("select line from assessment_ledger.leaf order by index");
        foreach (var (from, to) in ((int, int)[])[(1, 600), (255, 256), (256, 257), (256, 600), (333, 599), (512, 600), (600, 600)])
        {
            var answer = (await Api.Aud.GetAsync($"/audit/consistency?from={from}&to={to}")).Is(HttpStatusCode.OK).Json;
            Assert.Equal((from, to), ((int)answer["from"]!, (int)answer["to"]!));
            Hash[] proof = [.. answer["proof"]!.AsArray().Select(hash => Hash.TryParse((string)hash!, out var read) ? read : default)];
            var (before, after) = (new Hash(Log.Root([.. lines.Take(from)])), new Hash(Log.Root([.. lines.Take(to)])));
            Assert.True(Proofs.VerifyConsistency(from, to, proof, before, after), $"{from} {to}");
            Assert.False(Proofs.VerifyConsistency(from, to, proof, new Hash(SHA256.HashData([])), after));
        }
    }

    [Theory]
    [InlineData("?from=0&to=5", "from")]
    [InlineData("?from=7&to=5", "from")]
    [InlineData("?from=7", "to")]
    [InlineData("?to=7", "from")]
    [InlineData("", "from")]
    [InlineData("?from=-1&to=5", "from")]
    [InlineData("?from=1&to=99999999999999999999", "to")]
    [InlineData("?from=1&to=5&size=5", "size")]
    public async Task Sizes_that_no_log_has_had_are_refused(string query, string member) => (await Api.Aud.GetAsync($"/audit/consistency{query}")).Names(member);

    [Fact]
    public async Task The_tree_can_be_built_from_the_published_tiles_alone()
    {
        var (checkpoint, _) = await OpenAsync();
        var size = 600L;
        Assert.True(checkpoint.Size >= size);
        var tiles = new Dictionary<TilePath, byte[]>();
        foreach (var path in TilePath.HashesOf(size)) tiles[path] = await BytesAsync(path, Witness);
        var lines = new List<string>();
        foreach (var path in TilePath.EntriesOf(size))
        {
            ReadOnlySpan<byte> bundle = await BytesAsync(path, await Api.TokenAsync("aud", "auditor", "RED"));
            while (EntryBundle.TryTake(ref bundle, out var entry)) lines.Add(Encoding.UTF8.GetString(entry));
            Assert.True(bundle.IsEmpty);
        }

        Assert.Equal(await Log.ListAsync<string>("select line from assessment_ledger.leaf where index < 600 order by index"), lines);
        Assert.Equal(new Hash(Log.Root([.. lines])), Proofs.Root(size, new TileNodes(size, path => tiles[path]).At));
    }

    [Fact]
    public async Task Full_tiles_may_be_kept_for_ever_and_the_rest_has_an_entity_tag()
    {
        foreach (var (path, final) in ((string, bool)[])[("/ledger/tile/0/000", true), ("/ledger/tile/entries/001", true), ("/ledger/tile/0/002.p/3", false), ("/ledger/checkpoint", false), ("/ledger/key", false)])
        {
            var answer = (await Api.Aud.GetAsync(path)).Is(HttpStatusCode.OK);
            Assert.Equal(final, answer.Headers["Cache-Control"].Contains("immutable", StringComparison.Ordinal));
            Assert.Contains("private", answer.Headers["Cache-Control"], StringComparison.Ordinal);
            (await Api.Aud.GetAsync(path, ("If-None-Match", answer.ETag!))).Is(HttpStatusCode.NotModified);
        }
    }

    [Theory]
    [InlineData("0/999")]
    [InlineData("0/009.p/1")]
    [InlineData("0/002")]
    [InlineData("0/002.p/0")]
    [InlineData("0/002.p/256")]
    [InlineData("0/000.p/03")]
    [InlineData("0/0")]
    [InlineData("0/x000/000")]
    [InlineData("0/x001/234.p/5/6")]
    [InlineData("0/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("0/-01")]
    [InlineData("0/000.p/300")]
    [InlineData("-1/000")]
    [InlineData("64/000")]
    [InlineData("3/000")]
    [InlineData("7/000.p/1")]
    [InlineData("entries/999")]
    [InlineData("entries/000.p/0")]
    [InlineData("entries/x")]
    [InlineData("entries/x999/x999/x999/x999/x999/999")]
    [InlineData("0/%2e%2e/000")]
    public async Task Tiles_that_there_are_not_are_not_found(string tile) => Assert.Equal(HttpStatusCode.NotFound, (await Api.Aud.GetAsync($"/ledger/tile/{tile}")).Status);

    [Theory]
    [InlineData("0")]
    [InlineData("-7")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("99999999999999999999")]
    [InlineData("seven")]
    public async Task Facts_that_there_are_not_are_not_proved(string position) => Assert.Equal(HttpStatusCode.NotFound, (await Api.Aud.GetAsync($"/audit/events/{position}/proof")).Status);

    [Fact]
    public async Task Hashes_are_for_anybody_with_a_token_and_what_is_hashed_for_auditors_who_see_everything()
    {
        foreach (var path in (string[])["/ledger/checkpoint", "/ledger/key", "/ledger/tile/0/000"])
        {
            (await Stranger.GetAsync($"/api/v1{path}", Witness)).Is(HttpStatusCode.OK);
            (await Stranger.GetAsync($"/api/v1{path}", null)).IsRefused(HttpStatusCode.Unauthorized, "unauthenticated");
        }

        var position = await Log.AskAsync<long>("select min(seq_id) from assessment_events.mt_events");
        foreach (var path in (string[])["/ledger/tile/entries/000", $"/audit/events/{position}/proof", "/audit/consistency?from=1&to=2"])
        {
            (await Stranger.GetAsync($"/api/v1{path}", Witness)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
            foreach (var person in (Person[])[Api.Ana, Api.Rex, Api.Rea, Api.Lead]) (await person.GetAsync(path)).IsRefused(HttpStatusCode.Forbidden, "forbidden");
        }

        (await Api.As("aud-amber", "auditor", "AMBER").GetAsync("/ledger/tile/entries/000")).IsRefused(HttpStatusCode.Forbidden, "clearance-too-low");
    }

    [Fact]
    public async Task A_fact_marked_above_does_not_exist_and_is_not_proved()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = await stage.ClaimAsync(marking: "AMBER");
        var position = await Log.AskAsync<long>("select seq_id from assessment_events.mt_events where stream_id = $1", Guid.Parse(claim.Id));
        (await Api.As("aud-green", "auditor", "GREEN").GetAsync($"/audit/events/{position}/proof", Wait)).IsRefused(HttpStatusCode.NotFound, "not-found");
        (await Api.As("aud-amber", "auditor", "AMBER").GetAsync($"/audit/events/{position}/proof", Wait)).Is(HttpStatusCode.OK);
    }

    private async Task<(Checkpoint, VerifierKey)> OpenAsync()
    {
        var note = (await Stranger.GetAsync("/api/v1/ledger/checkpoint", Witness)).Is(HttpStatusCode.OK).Text;
        Assert.True(VerifierKey.TryParse((await Stranger.GetAsync("/api/v1/ledger/key", Witness)).Is(HttpStatusCode.OK).Text.TrimEnd('\n'), out var key));
        Assert.True(Checkpoint.TryOpen(Encoding.UTF8.GetBytes(note), Log.Origin, new Log.Ed25519(key), out var checkpoint), note);
        return (checkpoint, key);
    }

    private async Task<byte[]> BytesAsync(TilePath path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/ledger/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Api.Http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path} {answer.StatusCode}");
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }
}

/// <summary>A service of its own whose log has 600 leaves under a checkpoint.</summary>
public sealed class ServiceWithLog(TheService tests) : IAsyncLifetime
{
    public TheService Tests => tests;

    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await tests.StartAsync();
        await Log.RecordAsync(Service, 600, atOnce: 60);
        await new Log(Service.AsAdministrator).SignedAsync();
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
