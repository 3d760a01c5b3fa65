using System.Net;

namespace Assessment.IntegrationTests.Running;

/// <summary>A partnership of a test's own, with the few steps most tests begin with.</summary>
public sealed class Stage
{
    private Stage(Api api, string partnership) => (Api, Partnership) = (api, partnership);

    public Api Api { get; }

    public string Partnership { get; }

    public const string Rationale = "Two independent reports agree on what was said and done.";

    public static async Task<Stage> SetAsync(Api api, int reviewers = 1, string marking = "CLEAR")
    {
        var slug = $"p-{Guid.NewGuid():N}"[..20];
        (await api.Lead.PostAsync("/partnerships", new { id = slug, name = "China–Russia", parties = new[] { "CN", "RU" }, reviewers, marking })).Is(HttpStatusCode.Created);
        return new Stage(api, slug);
    }

    /// <summary>The same partnership, on a service that was started anew.</summary>
    public Stage On(Api api) => new(api, Partnership);

    public async Task<string> SourceAsync(string reliability = "B", string kind = "media") =>
        (await Api.Ana.PostAsync("/sources", new { name = $"A source {Guid.NewGuid():N}", kind, reliability })).Is(HttpStatusCode.Created).Id;

    public async Task<Answer> ClaimAsync(string? source = null, int credibility = 2, string marking = "CLEAR", object? bearings = null, string statement = "The minister confirmed the visit.") =>
        (await Api.Ana.PostAsync("/claims", new
        {
            partnership = Partnership,
            statement,
            chain = new[] { source ?? await SourceAsync() },
            credibility,
            informationDate = "2024-01-31",
            marking,
            asserts = "belief",
            bearings = bearings ?? new[] { new { dimension = "trust-level", perspective = "RU>CN", direction = "lowers" } },
        })).Is(HttpStatusCode.Created);

    /// <summary>A judgment on Russia's trust in China, valid but for what a test changes.</summary>
    public static object Judgment(string claim, int level = 2, string confidence = "moderate", string dimension = "trust-level", string? perspective = "RU>CN", string rationale = Rationale) => perspective is null
        ? new { dimension, level, likelihood = new { term = "likely" }, confidence, rationale, claims = new[] { claim } }
        : new { dimension, perspective, level, likelihood = new { term = "likely" }, confidence, rationale, claims = new[] { claim } };

    /// <summary>As <see cref="Judgment"/>, with a distribution and no likelihood.</summary>
    public static object Giving(string claim, int level, params double[] distribution) =>
        new { dimension = "trust-level", perspective = "RU>CN", level, distribution, confidence = "moderate", rationale = Rationale, claims = new[] { claim } };

    /// <summary>As <see cref="Judgment"/>, as likely as said.</summary>
    public static object Likely(string claim, double probability, int level = 2) =>
        new { dimension = "trust-level", perspective = "RU>CN", level, likelihood = new { probability }, confidence = "moderate", rationale = Rationale, claims = new[] { claim } };

    public Task<Answer> PostAsync(Person analyst, object[] judgments, bool submit = true, string marking = "CLEAR", string cutOff = "2025-06-07") =>
        analyst.PostAsync("/assessments", new { partnership = Partnership, title = "Trust after the leak", informationCutOff = cutOff, marking, submit, judgments });

    /// <summary>Posts, submits and has it approved; answers the published assessment.</summary>
    public Task<Answer> PublishAsync(Person analyst, string claim, int level = 2, string marking = "CLEAR", string cutOff = "2025-06-07") =>
        PublishAsync(analyst, Judgment(claim, level), marking, cutOff);

    public async Task<Answer> PublishAsync(Person analyst, object judgment, string marking = "CLEAR", string cutOff = "2025-06-07")
    {
        var posted = (await PostAsync(analyst, [judgment], marking: marking, cutOff: cutOff)).Is(HttpStatusCode.Created);
        return (await Api.Rex.PostAsync($"/assessments/{posted.Id}/approvals", new { }, posted.IfMatch)).Is(HttpStatusCode.OK);
    }

    public async Task<Answer> PictureAsync(Person reader, string query = "") =>
        (await reader.GetAsync($"/partnerships/{Partnership}/picture{query}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK);
}
