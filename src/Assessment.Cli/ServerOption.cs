using System.CommandLine;
using System.CommandLine.Parsing;

namespace Assessment.Cli;

/// <summary>Which server a command speaks to.</summary>
internal static class ServerOption
{
    public static Option<Uri> Create() => new("--to")
    {
        Description = "The root of the server.",
        HelpName = "url",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
        CustomParser = Read,
    };

    /// <summary>The server as the subject of a command that may have another.</summary>
    public static Option<Uri?> Live() => new("--live") { Description = "The root of a running server.", HelpName = "url", CustomParser = Read };

    /// <summary>The server as the only subject of a command.</summary>
    public static Argument<Uri> Subject() => new("url") { Description = "The root of the server.", CustomParser = Read };

    private static Uri? Read(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var server) && server.Scheme is "http" or "https") return server;
        result.AddError($"'{result.Tokens[0].Value}' is no http or https address; give one like http://127.0.0.1:5080.");
        return null;
    }
}
