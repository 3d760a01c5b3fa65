using System.Text.Json;
using Assessment.Ledger.Bundles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Assessment.Ledger.Tests;

/// <summary><c>assess verify --live</c> as a process, against a server that exports and lists whatever it likes.</summary>
public sealed class VerifyingALiveLog : IAsyncLifetime
{
    private const int Removed = 7;

    private static readonly Ed25519Key Key = new(SyntheticLog.Origin, 1);
    private static readonly long Position = SyntheticLog.Position(Removed);

    private readonly WebApplication server = TellingServer.Build();
    private readonly SyntheticLog log = new(20, Key);
    private readonly Queue<MemoryStream> exported = [];
    private Func<BundledFact, JsonElement> listed = fact => JsonElement.Parse(fact.Data!);
    private int orders;

    [Fact]
    public async Task What_is_listed_as_it_was_logged_is_verified()
    {
        exported.Enqueue((await Parts.OfAsync(log)).Zip());
        Assert.Equal((0, 1), ((await VerifyAsync()).Code, orders));
    }

    [Fact]
    public async Task What_is_listed_with_other_data_is_tampered_with()
    {
        exported.Enqueue((await Parts.OfAsync(log)).Zip());
        listed = fact => JsonElement.Parse(fact.Index == Removed ? """{"title": "another"}""" : fact.Data!);
        var (code, said) = await VerifyAsync();
        Assert.Equal((1, 1), (code, orders));
        Assert.Contains($"Position {Position} is listed with other data than it was logged with", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_taken_out_between_the_bundle_and_the_list_is_looked_at_again_and_found_lawful()
    {
        exported.Enqueue((await Parts.OfAsync(log)).Zip());
        var stream = Guid.NewGuid();
        log.Add(stream, "redaction-proposed", $$"""{"redaction": "{{stream}}", "position": {{Position}}, "case": "case-7", "reason": "a name"}""", "aud");
        log.Add(stream, "redaction-approved", $$"""{"redaction": "{{stream}}", "position": {{Position}}, "case": "case-7"}""", "lea");
        exported.Enqueue((await Parts.OfAsync(log)).Fact(Removed, fact => fact with { Salt = null, Data = null, Redacted = "case-7" }).Zip());
        listed = WithoutText;
        var (code, said) = await VerifyAsync();
        Assert.Equal((3, 2), (code, orders));
        Assert.Contains($"Position {Position} is listed as redacted, and had its text when the bundle was made", said, StringComparison.Ordinal);
        Assert.Contains("VERIFIED, with 1 lawful redactions", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_listed_as_redacted_and_never_exported_so_is_neither_verified_nor_called_tampered_with()
    {
        for (var i = 0; i < 3; i++) exported.Enqueue((await Parts.OfAsync(log)).Zip());
        listed = WithoutText;
        var (code, said) = await VerifyAsync();
        Assert.Equal((2, 3), (code, orders));
        Assert.EndsWith("INCOMPLETE: what the server lists as redacted stands whole in what it exports\n", said, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        var export = Guid.NewGuid();
        server.MapGet("/api/v1/ledger/checkpoint", () => log.Checkpoint(20));
        server.MapPost("/api/v1/audit/exports", () =>
        {
            orders++;
            return Results.Json(new { id = export, facts = 20, written = 0, requestedAt = DateTimeOffset.UnixEpoch }, statusCode: StatusCodes.Status202Accepted);
        });
        server.MapGet($"/api/v1/audit/exports/{export}", () => Results.Bytes(exported.Dequeue().ToArray(), "application/zip"));
        server.MapGet("/api/v1/audit/events", () => Results.Text(string.Concat(log.Facts.Select(Line)), "application/x-ndjson"));
        await server.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static JsonElement WithoutText(BundledFact fact) => JsonElement.Parse(fact.Index == Removed ? """{"title": "[redacted]", "redacted": "case-7"}""" : fact.Data!);

    private string Line(BundledFact fact) => JsonSerializer.Serialize(new
    {
        position = fact.Position,
        id = fact.Id,
        stream = fact.Stream,
        version = fact.Version,
        type = fact.Type,
        recordedAt = fact.Recorded,
        actor = fact.Actor,
        correlationId = fact.Correlation,
        causationId = fact.Causation,
        data = listed(fact),
    }) + "\n";

    private Task<(int Code, string Said)> VerifyAsync() => Assess.RunAsync("verify", "--live", server.Urls.First(), "--token", "t", "--key", Key.Key.ToString());
}
