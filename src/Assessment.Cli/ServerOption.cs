using System.CommandLine;

namespace Assessment.Cli;

/// <summary>Which server a command speaks to.</summary>
internal static class ServerOption
{
    public static Option<Uri> Create() => new("--to")
    {
        Description = "The root of the server.",
        HelpName = "url",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var server) && server.Scheme is "http" or "https") return server;
            result.AddError($"'{result.Tokens[0].Value}' is no http or https address; give one like http://127.0.0.1:5080.");
            return null;
        },
    };
}
