using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assessment.Client.Cases;

/// <summary>
/// A case that can be loaded into a server (format <c>assessment-case/1</c>): who takes part, the partnership, its
/// evidence, and what was done with it, step by step.
/// </summary>
public sealed record CaseFile
{
    public const string CurrentFormat = "assessment-case/1";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new CaseStepConverter(), new CaseCitationConverter() },
    };

    public required string Format { get; init; }

    public string? About { get; init; }

    public required IReadOnlyList<CasePersona> Personas { get; init; }

    public required CasePartnership Partnership { get; init; }

    public required IReadOnlyList<CaseSource> Sources { get; init; }

    public required IReadOnlyList<CaseClaim> Claims { get; init; }

    public required IReadOnlyList<CaseStep> Steps { get; init; }

    /// <summary>Who makes the partnership.</summary>
    [JsonIgnore]
    public CasePersona Lead => First("lead");

    /// <summary>Who registers the sources and records the claims.</summary>
    [JsonIgnore]
    public CasePersona Analyst => First("analyst");

    /// <summary>Reads a whole file (UTF-8) and resolves every key in it.</summary>
    /// <exception cref="CaseFileException">It is not JSON, not of this format, or names something that is not there.</exception>
    public static CaseFile Parse(ReadOnlyMemory<byte> utf8)
    {
        CaseFile file;
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            var format = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("format", out var member) ? $"'{member}'" : "not said";
            if (format != $"'{CurrentFormat}'")
                throw new CaseFileException($"This is no case file: its format is {format}, and '{CurrentFormat}' is what can be read.");

            file = JsonSerializer.Deserialize<CaseFile>(utf8.Span, Strict)!;
        }
        catch (JsonException problem)
        {
            var place = problem.Path is null || problem.Message.Contains("Path:", StringComparison.Ordinal) ? "" : $" At {problem.Path}.";
            throw new CaseFileException($"The case file cannot be read: {problem.Message}{place}", problem);
        }

        CaseCheck.Of(file);
        return file;
    }

    /// <summary>Reads a whole file and resolves every key in it.</summary>
    /// <exception cref="CaseFileException">See <see cref="Parse"/>.</exception>
    public static async Task<CaseFile> ReadAsync(Stream stream, CancellationToken ct = default)
    {
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, ct);
        return Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private CasePersona First(string role) =>
        Personas.FirstOrDefault(persona => persona.Roles.Contains(role))
        ?? throw new CaseFileException($"The case has no persona with the role '{role}'.");
}
