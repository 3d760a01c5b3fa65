using System.Text;
using System.Text.Json;
using Assessment.Client;
using Assessment.Dashboard.Access;

namespace Assessment.Dashboard.Audit;

/// <summary>What an auditor takes away as a file: asked of the API with their own token, and passed on as it is.</summary>
public static class Downloads
{
    private const string Text = "text/plain; charset=utf-8";

    // A fact just recorded is covered about a second later.
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    public static void MapDownloads(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/partnerships/{partnership}/audit").RequireAuthorization(PageCookie.Scheme).ExcludeFromDescription();
        files.MapGet("/facts/{position:long}/proof", (long position, HttpContext http, Speaking speaking) => GiveAsync(async () =>
            File(await speaking.As(http.User).GetProofTextAsync(position, Wait, http.RequestAborted), Text, $"fact-{position}.tlog-proof")));
        files.MapGet("/facts/{position:long}/proof.json", (long position, HttpContext http, Speaking speaking) => GiveAsync(async () =>
            File(JsonSerializer.Serialize(await speaking.As(http.User).GetProofAsync(position, Wait, http.RequestAborted), AssessmentJson.Options), "application/json", $"fact-{position}-proof.json")));
        files.MapGet("/ledger/checkpoint", (HttpContext http, Speaking speaking) => GiveAsync(async () =>
            await speaking.As(http.User).FindCheckpointAsync(http.RequestAborted) is { } signed ? File(signed.Note, Text, $"checkpoint-{signed.Size}.txt") : Results.NotFound()));
        files.MapGet("/ledger/bundles/{id:guid}", (Guid id, HttpContext http, Speaking speaking) => GiveAsync(async () =>
        {
            if (await speaking.As(http.User).OpenExportAsync(id, http.RequestAborted) is not { } bundle) return Results.Text("The bundle is not made yet.\n", Text, statusCode: StatusCodes.Status409Conflict);
            http.Response.RegisterForDispose(bundle);
            http.Response.ContentLength = bundle.File.Length;
            return Results.Stream(bundle.Content, "application/zip", bundle.File.Name);
        }));
    }

    private static IResult File(string text, string type, string name) => Results.File(Encoding.UTF8.GetBytes(text), type, name);

    private static async Task<IResult> GiveAsync(Func<Task<IResult>> give)
    {
        try
        {
            return await give();
        }
        catch (ApiProblem problem)
        {
            return Results.Text($"{problem.Detail}\n", Text, statusCode: (int)problem.Status);
        }
        catch (HttpRequestException)
        {
            return Results.Text("The service does not answer; try again in a moment.\n", Text, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
