using System.CommandLine;
using Assessment.Client;

namespace Assessment.Cli;

/// <summary><c>assess token</c>: a development token on standard output, bare, for curl and scripts.</summary>
internal static class TokenCommand
{
    private static readonly string[] Known = ["analyst", "reviewer", "reader", "auditor", "lead"];

    public static Command Create()
    {
        var subject = new Argument<string>("subject") { Description = "Whom the token names, for example analyst-1." };
        var roles = new Option<string[]>("--roles")
        {
            Description = $"Roles, separated by commas: {string.Join(", ", Known)}.",
            HelpName = "roles",
            Required = true,
            CustomParser = result =>
            {
                string[] given = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
                if (given.Except(Known).FirstOrDefault() is { } unknown) result.AddError($"'{unknown}' is no role; the roles are {string.Join(", ", Known)}.");
                else if (given.Length == 0) result.AddError("Give at least one role.");
                return given;
            },
        };
        var clearance = new Option<string>("--clearance") { Description = "The highest marking the holder may see.", DefaultValueFactory = _ => "CLEAR" };
        clearance.AcceptOnlyFromAmong("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED");
        var to = ServerOption.Create();

        var command = new Command("token", "Print an access token that a server in the Development environment issues.") { subject, roles, clearance, to };
        command.SetAction((asked, ct) =>
        {
            var request = new DevelopmentTokenRequest(asked.GetRequiredValue(subject), asked.GetRequiredValue(roles), asked.GetRequiredValue(clearance));
            var server = asked.GetRequiredValue(to);
            return Attempt.ToAsync(server, () => PrintAsync(request, server, ct), ct);
        });
        return command;
    }

    private static async Task PrintAsync(DevelopmentTokenRequest request, Uri server, CancellationToken ct)
    {
        using var http = new HttpClient();
        var token = await AssessmentApi.At(server, http).IssueDevelopmentTokenAsync(request, ct);
        Console.WriteLine(token.Token);
    }
}
