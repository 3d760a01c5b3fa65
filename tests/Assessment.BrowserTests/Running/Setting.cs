using System.Collections.Concurrent;
using Assessment.IntegrationTests.Running;

namespace Assessment.BrowserTests.Running;

/// <summary>What some pages need to have anything to show. The reference case stays as it is: nothing of it is changed, and readers see no more of it.</summary>
public static class Setting
{
    private static readonly ConcurrentDictionary<(Api, string), Task<string>> Set = new();

    /// <summary>The address with what stands in braces in it, which is set up the first time.</summary>
    public static async Task<string> SetAsync(Api api, string path)
    {
        if (path.IndexOf('{', StringComparison.Ordinal) is var begin && begin < 0) return path;
        var end = path.IndexOf('}', StringComparison.Ordinal);
        var what = path[(begin + 1)..end];
        var id = await Set.GetOrAdd((api, what switch { "redacted" => "redaction", "replayed" => "replay", _ => what }), key => key.Item2 switch
        {
            "review" => ReviewAsync(api),
            "replay" => ReplayAsync(api),
            "redaction" => RedactionAsync(api),
            _ => throw new ArgumentOutOfRangeException(nameof(path), path, "Nobody knows how to set this up."),
        });
        return path[..begin] + (what is "redacted" or "replayed" ? "" : id) + path[(end + 1)..];
    }

    // A partnership above a reader's clearance, with an assessment that waits for its reviewer.
    private static async Task<string> ReviewAsync(Api api)
    {
        await api.Lead.PostAsync("/partnerships", new { id = "iran-russia", name = "Iran–Russia", parties = new[] { "IR", "RU" }, reviewers = 1, marking = "AMBER" });
        var source = (await api.Ana.PostAsync("/sources", new { name = "A freight forwarder", kind = "person", reliability = "C" })).Id;
        var claim = await api.Ana.PostAsync("/claims", new
        {
            partnership = "iran-russia", statement = "Crates with engines for drones left Bandar Anzali for Astrakhan every week.", chain = new[] { source }, credibility = 3,
            informationDate = "2025-04-30", marking = "AMBER", asserts = "behaviour", bearings = new[] { new { dimension = "military-aid", perspective = "IR>RU", direction = "raises" } },
        });
        await api.As("analyst-1", "analyst").PostAsync("/assessments", new
        {
            partnership = "iran-russia", title = "Engines across the Caspian", informationCutOff = "2025-06-01", marking = "AMBER", submit = true,
            judgments = new[]
            {
                new
                {
                    dimension = "military-aid", perspective = "IR>RU", level = 4, likelihood = new { term = "likely" }, confidence = "low",
                    rationale = "Shipments of this kind and rhythm serve a production line rather than a trial.", claims = new[] { claim.Id },
                },
            },
        });
        return "";
    }

    private static async Task<string> ReplayAsync(Api api)
    {
        var auditor = api.As("auditor-1", "auditor");
        var started = await auditor.PostAsync("/audit/replays", new { });
        for (var looks = 0; looks < 60 && (await auditor.GetAsync($"/audit/replays/{started.Id}")).Word("state") is "running"; looks++) await Task.Delay(1000);

        return started.Id;
    }

    // Proposed and never approved, so that the text stays.
    private static async Task<string> RedactionAsync(Api api)
    {
        var fact = (await api.Aud.GetAsync("/audit/events?type=claim-recorded&partnership=china-russia&limit=1")).Json["items"]![0]!;
        return (await api.As("auditor-1", "auditor").PostAsync("/audit/redactions", new { position = (long)fact["position"]!, @case = "DSB 12/26", reason = "The source did not consent to being quoted." })).Id;
    }
}
