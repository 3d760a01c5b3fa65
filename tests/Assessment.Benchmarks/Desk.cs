using System.Net.Http.Headers;

namespace Assessment.Benchmarks;

/// <summary>A partnership to work on, with those who do, over HTTP.</summary>
public sealed record Desk(Bench Bench, string Slug, AuthenticationHeaderValue Analyst, string Source)
{
    public const string Partnership = "desk";

    /// <summary>As many judgments has every assessment.</summary>
    public const int Questions = 3;

    public static async Task<Desk> SetAsync(Bench bench, int reviewers, string slug = Partnership)
    {
        var lead = await bench.TokenAsync("lead-1", "lead");
        var analyst = await bench.TokenAsync("ana", "analyst");
        await bench.SendAsync(HttpMethod.Post, "/api/v1/partnerships", lead, new { id = slug, name = "Desk", parties = new[] { "CN", "RU" }, reviewers });
        var source = await bench.SendAsync(HttpMethod.Post, "/api/v1/sources", analyst, new { name = $"Source of {slug}", kind = "media", reliability = "B" });
        return new(bench, slug, analyst, (string)source["id"]!);
    }

    public async Task<string> ClaimAsync() => (string)(await Bench.SendAsync(HttpMethod.Post, "/api/v1/claims", Analyst, new
    {
        partnership = Slug,
        statement = "The ministry confirmed the visit and the border guards were reinforced.",
        chain = new[] { Source },
        credibility = 2,
        informationDate = "2025-01-31",
        asserts = "belief",
        bearings = new[] { new { dimension = "strategic-alignment", direction = "raises" } },
    }))["id"]!;

    public object Assessment(bool submit, IReadOnlyList<string> claims) => new
    {
        partnership = Slug,
        title = "Trust after the leak",
        informationCutOff = "2025-06-07",
        submit,
        judgments = new[] { Judgment("trust-level", "RU>CN", claims), Judgment("military-aid", "CN>RU", claims), Judgment("economic-dependence", "RU>CN", claims) },
    };

    private static object Judgment(string dimension, string perspective, IReadOnlyList<string> claims) => new
    {
        dimension,
        perspective,
        level = 2,
        likelihood = new { term = "likely" },
        confidence = "moderate",
        rationale = "Two independent reports agree on what was said and done.",
        claims,
    };
}
