using System.Text.Json;
using Assessment.Client;
using Assessment.Client.Cases;

namespace Assessment.Cli;

/// <summary>Runs what a command does and turns whatever stops it into one sentence and an exit code.</summary>
internal static class Attempt
{
    public static Task<int> ToAsync(Uri server, Func<Task> act, CancellationToken ct) => ToAsync(
        server,
        async () =>
        {
            await act();
            return CommandLine.Done;
        },
        ct);

    /// <summary>Does what has an exit code of its own.</summary>
    public static async Task<int> ToAsync(Uri server, Func<Task<int>> act, CancellationToken ct, int failed = CommandLine.Failed)
    {
        try
        {
            return await act();
        }
        catch (Exception stop) when (ct.IsCancellationRequested && stop is OperationCanceledException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync("Stopped. What is written stays; run the same command again to continue.");
            return CommandLine.Stopped;
        }
        catch (Exception failure) when (Sentence(failure, server) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return failed;
        }
    }

    private static string? Sentence(Exception failure, Uri server) => failure switch
    {
        CaseFileException or CaseRefusedException or NoDevelopmentTokensException => failure.Message,
        ApiProblem { Code: "" } problem => problem.Detail,
        ApiProblem problem => $"The server refused ({problem.Code}): {problem.Detail}",
        HttpRequestException => $"The server at {server} cannot be reached: {failure.Message}",
        OperationCanceledException => $"The server at {server} did not answer in time.",
        JsonException => $"The server at {server} gave an answer that is not of this API: {failure.Message}",
        IOException or UnauthorizedAccessException or InvalidDataException => failure.Message,
        _ => null,
    };
}
