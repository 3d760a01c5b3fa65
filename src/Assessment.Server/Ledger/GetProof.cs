using Assessment.Ledger;
using Assessment.Server.Access;
using Assessment.Server.Audit;
using Assessment.Server.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Wolverine.Http;

namespace Assessment.Server.Ledger;

/// <summary>The proof that a fact stands in the log, against the latest checkpoint.</summary>
public static class GetProofEndpoint
{
    [WolverineGet("/api/v1/audit/events/{position:long}/proof"), Requires(Permission.Audit)]
    [ProducesResponseType<ProofAnswer>(StatusCodes.Status200OK, "text/plain", "application/json")]
    public static async Task<IResult> Get(long position, FactReader facts, LedgerReader ledger, Actor actor, CancellationToken ct) =>
        // A position names the stream it is on, which may be marked higher than what is there.
        (await facts.ListAsync(new ListFacts(), position - 1, position, 1, patient: false, actor, ct)).Facts is [{ } fact] && await facts.FindAsync(fact.Stream, actor, ct) is not null
            ? new ProofResult(position, ledger)
            : new Problem(Refusal.NotFound("fact"));
}

/// <summary>The proof as JSON.</summary>
/// <param name="Index">Of the leaf in the log.</param>
/// <param name="Leaf">The leaf, to the byte.</param>
/// <param name="Proof">Hashes from the leaf's sibling up, base64.</param>
/// <param name="Checkpoint">The signed note.</param>
public sealed record ProofAnswer(long Index, string Leaf, IReadOnlyList<string> Proof, string Checkpoint);

/// <summary>Answers the proof as text (C2SP tlog-proof) or as JSON; with <c>Prefer: wait</c> once a checkpoint covers the fact.</summary>
public sealed record ProofResult(long Position, LedgerReader Ledger) : IResult
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Vary = "Accept";
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        var ct = httpContext.RequestAborted;
        var patience = WaitMiddleware.WaitOf(httpContext.Request.Headers["Prefer"]);
        var begun = TimeProvider.System.GetTimestamp();
        var proof = await Ledger.ProveAsync(Position, ct);
        while (proof is null && TimeProvider.System.GetElapsedTime(begun).TotalSeconds < patience)
        {
            await Task.Delay(Pause, ct);
            proof = await Ledger.ProveAsync(Position, ct);
        }

        if (proof is null)
        {
            await Answer.WriteAsync(httpContext, patience is null
                ? Refusal.Conflict("not-in-ledger-yet", "No checkpoint covers this fact yet; ask again in a second, or with Prefer: wait.")
                : Refusal.Of(StatusCodes.Status504GatewayTimeout, "not-caught-up", "No checkpoint covers this fact in the time given; ask again or wait longer."));
            return;
        }

        if (patience is not null) httpContext.Response.Headers["Preference-Applied"] = $"wait={patience}";
        await (WantsJson(httpContext.Request)
            ? Results.Json(new ProofAnswer(proof.Index, proof.Leaf, [.. proof.Path.Select(hash => hash.ToString())], proof.Checkpoint), StrictJson.Options)
            : Results.Text(new TlogProof(proof.Index, proof.Path, proof.Checkpoint).ToString(), "text/plain; charset=utf-8")).ExecuteAsync(httpContext);
    }

    private static bool WantsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1)
            .FirstOrDefault(type => type.Type == "application" || type.Type == "text" || type.MatchesAllTypes) is { } preferred
        && preferred.Type == "application" && preferred.SubType == "json";
}
