using System.Text.Json;
using Assessment.Server.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Assessment.Server.Http;

/// <summary>
/// Holds every request to the contract before a slice sees it: query parameters, body, <c>If-Match</c> and
/// <c>Idempotency-Key</c>, in this order; a repeated request is answered here.
/// </summary>
public sealed class ContractMiddleware(RequestDelegate next, Idempotency idempotency)
{
    /// <summary>What a JSON body may hold; the server itself takes <see cref="ServerLimit"/>.</summary>
    public const int BodyLimit = 1024 * 1024;

    public const int ServerLimit = 64 * BodyLimit;

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Contract>() is not { } contract)
        {
            await next(http);
            return;
        }

        var asked = new Asked();
        http.Features.Set(asked);
        if (http.User.Identity?.IsAuthenticated is true) asked.Actor = Actor.Of(http);

        var refusal = ReadQuery(http, contract, asked) ?? ReadHeaders(http, contract, asked);
        if (refusal is null && contract.Body is not null) refusal = await ReadBodyAsync(http, contract.Body, asked);
        if (refusal is not null) await Answer.WriteAsync(http, refusal);
        else if (asked.Idempotency is null) await next(http);
        else await OnceAsync(http, asked.Idempotency);
    }

    private static ProblemDetails? ReadQuery(HttpContext http, Contract contract, Asked asked)
    {
        asked.Query = QueryReader.Read(contract.Query, http.Request.Query, out var errors);
        return errors.Count > 0 ? Refusal.Invalid(errors) : null;
    }

    private static ProblemDetails? ReadHeaders(HttpContext http, Contract contract, Asked asked)
    {
        var headers = http.Request.Headers;
        if (headers["X-Correlation-ID"] is { Count: > 0 } correlation && !(correlation is [{ Length: >= 1 and <= 128 } id] && id.All(c => c is > ' ' and <= '~')))
            return Refusal.Invalid("X-Correlation-ID", "The header holds one value of 1–128 visible characters.");

        if (contract.Changes)
        {
            if (headers.IfMatch.Count == 0)
                return Refusal.Of(StatusCodes.Status428PreconditionRequired, "if-match-required", "Send If-Match with the version you have read, as its ETag was answered.");
        }

        if (headers.IfMatch.Count > 0)
        {
            if (!IfMatch.TryParse(headers.IfMatch, out var ifMatch))
                return Refusal.Invalid("If-Match", "The header holds versions as their ETags were answered, for example \"3\", or * for any.");
            asked.IfMatch = ifMatch;
        }

        if (HttpMethods.IsPost(http.Request.Method) && headers["Idempotency-Key"] is { Count: > 0 } key)
        {
            if (key is not [{ } single] || !Idempotency.IsKey(single))
                return Refusal.Invalid("Idempotency-Key", "The header holds one key of 1–64 visible characters.");
            if (asked.Actor is { } actor)
                asked.Idempotency = new IdempotencyClaim(actor.Id, single, Idempotency.Digest("POST", http.Request.Path, []));
        }

        return null;
    }

    private static async Task<ProblemDetails?> ReadBodyAsync(HttpContext http, Type type, Asked asked)
    {
        if (RefuseEncoding(http) is { } encoded) return encoded;
        if (await BytesAsync(http.Request, http.RequestAborted) is not { } read) return Refusal.TooLarge();
        if (BodyText.RefuseOtherThanUtf8(read.Span) is { } otherwise) return otherwise;
        var bytes = BodyText.WithoutMark(read);

        // A body of which nothing is required may be left out altogether.
        if (bytes.IsEmpty && OptionalMembersOnly(type)) bytes = "{}"u8.ToArray();
        else if (!IsJson(http.Request.ContentType))
            return Refusal.UnsupportedMedia();

        try
        {
            asked.Body = JsonSerializer.Deserialize(bytes.Span, type, StrictJson.Incoming);
        }
        catch (JsonException problem)
        {
            return Refusal.Invalid(StrictJson.Errors(problem));
        }

        if (asked.Body is null) return Refusal.Invalid("$", "The body is a JSON object.");
        if (asked.Idempotency is { } claim)
            asked.Idempotency = claim with { Digest = Idempotency.Digest("POST", http.Request.Path, bytes.Span) };
        var errors = Shape.Errors(asked.Body);
        return errors.Count > 0 ? Refusal.Invalid(errors) : null;
    }

    // Null when there is more than may be. The server reads the rest away, so that a client that is still sending gets the answer.
    private static async Task<ReadOnlyMemory<byte>?> BytesAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > BodyLimit) return null;
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var chunk = new byte[16 * 1024];
        while (await request.Body.ReadAsync(chunk, ct) is var read and > 0)
        {
            if (body.Length + read > BodyLimit) return null;
            body.Write(chunk, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private async Task OnceAsync(HttpContext http, IdempotencyClaim claim)
    {
        if (!idempotency.TryBegin(claim))
        {
            await Answer.WriteAsync(http, Refusal.Conflict("idempotency-key-in-use", "A request with this Idempotency-Key is still running; repeat this one in a moment."));
            return;
        }

        var held = true;
        // All is committed when the answer begins, and a client that has it may repeat at once, before this method returns.
        http.Response.OnStarting(() =>
        {
            End();
            return Task.CompletedTask;
        });
        try
        {
            if (await RepeatAsync(http, claim)) return;
            try
            {
                await next(http);
            }
            catch (Exception failure) when (KeyWasTaken(failure) && !http.Response.HasStarted)
            {
                // Another node finished the same request between our look and our commit; ours was rolled back.
                await RepeatAsync(http, claim);
            }
        }
        finally
        {
            End();
        }

        // Once: a failure is answered after this has returned, when the key may be somebody else's.
        void End()
        {
            if (held) idempotency.End(claim);
            held = false;
        }
    }

    private async Task<bool> RepeatAsync(HttpContext http, IdempotencyClaim claim)
    {
        if (await idempotency.FindAsync(claim, http.RequestAborted) is not var (written, same)) return false;
        if (same) await written.ExecuteAsync(http);
        else await Answer.WriteAsync(http, Refusal.Unprocessable("idempotency-key-reused", "This Idempotency-Key was used for another request; take a new one."));
        return true;
    }

    private static bool KeyWasTaken(Exception failure) =>
        (failure as PostgresException ?? failure.InnerException as PostgresException) is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "idempotency" };

    private static bool OptionalMembersOnly(Type type) =>
        type.GetConstructors().Single().GetParameters().All(parameter => parameter.HasDefaultValue);

    // Whoever unpacks for strangers can be given more than fits.
    private static ProblemDetails? RefuseEncoding(HttpContext http)
    {
        if (http.Request.Headers.ContentEncoding.All(encoding => encoding is null or "" || encoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase))) return null;
        http.Response.Headers.AcceptEncoding = "identity";
        return Refusal.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the body as it is, without Content-Encoding.");
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var media)
        && media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!media.Charset.HasValue || HeaderUtilities.RemoveQuotes(media.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
