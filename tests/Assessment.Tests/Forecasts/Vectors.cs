using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Server.Forecasts;

namespace Assessment.Tests.Forecasts;

/// <summary>The worked numbers of the reference case.</summary>
internal static class Vectors
{
    public static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", file)))!;

    public static IEnumerable<JsonNode> Scoring(string kind) => Read("scoring-vectors.json")["vectors"]!.AsArray().Select(vector => vector!).Where(vector => (string)vector["kind"]! == kind);

    /// <summary>A forecast of a vector as it is resolved last; null when it is not.</summary>
    public static Scores? ScoresOf(JsonNode forecast)
    {
        var resolutions = forecast["resolutions"]!.AsArray();
        if (resolutions.Count == 0) return null;
        DateTimeOffset[] ends = [(DateTimeOffset)forecast["closesAt"]!, (DateTimeOffset)resolutions[0]!["at"]!, (DateTimeOffset?)resolutions[0]!["knownAt"] ?? DateTimeOffset.MaxValue];
        var estimates = forecast["estimates"]!.AsArray().Select(given => new Estimate((string)given!["analyst"]!, (DateTimeOffset)given["at"]!, (double)given["probability"]!));
        return Server.Forecasts.Scoring.Of((DateTimeOffset)forecast["opensAt"]!, ends.Min(), estimates, OutcomeOf(forecast));
    }

    public static ForecastOutcome OutcomeOf(JsonNode forecast) => (string)forecast["resolutions"]!.AsArray()[^1]!["outcome"]! == "yes" ? ForecastOutcome.Yes : ForecastOutcome.No;
}
