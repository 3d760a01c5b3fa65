using System.CommandLine;
using Assessment.Cli.Ledger;
using Assessment.Client;

namespace Assessment.Cli;

/// <summary><c>assess search</c>: what has some words in it, a line each.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("words") { Description = "What to search for; quotation marks within one argument make a phrase.", Arity = ArgumentArity.OneOrMore };
        var token = new Option<string>("--token") { Description = "The access token, as assess token prints it; otherwise that of ASSESSMENT_TOKEN.", HelpName = "token" };
        var partnership = new Option<string?>("--partnership") { Description = "Only what belongs to it.", HelpName = "slug" };
        var to = ServerOption.Create();

        var command = new Command("search", "Search claims, sources, assessments and forecasts, in any script, as far as the token's holder may see them.") { words, token, partnership, to };
        command.SetAction((asked, ct) =>
        {
            var server = asked.GetRequiredValue(to);
            var bearer = asked.GetValue(token) ?? Environment.GetEnvironmentVariable("ASSESSMENT_TOKEN") ?? "";
            return Attempt.ToAsync(server, () => PrintAsync(string.Join(' ', asked.GetRequiredValue(words)), asked.GetValue(partnership), bearer, server, ct), ct);
        });
        return command;
    }

    private static async Task PrintAsync(string words, string? partnership, string bearer, Uri server, CancellationToken ct)
    {
        using var http = new HttpClient();
        var api = AssessmentApi.At(server, http, _ => ValueTask.FromResult(bearer));
        var page = await api.SearchAsync(words, partnership, AssessmentApi.MostItems, ct: ct);
        foreach (var hit in page.Items) Console.WriteLine($"{hit.Type,-10}  {hit.Id}  {hit.Marking,-12}  {Printable.Of(hit.Title)}");
        foreach (var word in page.NotFound ?? []) await Console.Error.WriteLineAsync($"not found: {Printable.Of(word)}");
        if (page.Next is not null) await Console.Error.WriteLineAsync($"These are the newest {page.Items.Count}; there are more.");
    }
}
