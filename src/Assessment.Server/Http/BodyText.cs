using Microsoft.AspNetCore.Mvc;

namespace Assessment.Server.Http;

/// <summary>How a body's text is encoded: in UTF-8, with or without the mark that editors on Windows write before it.</summary>
public static class BodyText
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith(Mark) ? body[Mark.Length..] : body;

    /// <summary>Names UTF-16 and UTF-32, which begin with marks of their own or have zeros beside the first character (RFC 4627, 3). Null for anything else.</summary>
    public static ProblemDetails? RefuseOtherThanUtf8(ReadOnlySpan<byte> body)
    {
        var found = body switch
        {
            [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, not 0, ..] or [not 0, 0, 0, 0, ..] => "UTF-32",
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, ..] or [not 0, 0, ..] => "UTF-16",
            _ => null,
        };
        return found is null ? null : Refusal.Invalid("$", $"The body is {found}; send it in UTF-8, with or without a byte order mark.");
    }
}
