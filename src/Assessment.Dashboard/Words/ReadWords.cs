using Assessment.Client;

namespace Assessment.Dashboard.Words;

/// <summary>What somebody read, told to an auditor.</summary>
public static class ReadWords
{
    /// <summary>What the paths of the API begin with.</summary>
    public const string Api = "/api/v1/";

    /// <summary>The kind of thing, in a few words; the path itself where there are none for it.</summary>
    public static string Tell(ReadAnswer read)
    {
        var said = Parts(read.Path) switch
        {
            ["partnerships"] => "the partnerships",
            ["partnerships", var id] => $"the partnership {id}",
            ["partnerships", var id, "dimensions"] => $"the dimensions of {id}",
            ["partnerships", var id, "picture"] => $"the picture of {id}",
            ["partnerships", var id, "stream"] => $"the picture of {id} as it moves",
            ["partnerships", var id, "timeline"] => $"the timeline of {id}",
            ["partnerships", var id, "changes"] => $"what changed in {id}",
            ["partnerships", var id, "calibration"] => $"the calibration on {id}",
            ["partnerships", var id, "briefing"] => $"the briefing on {id}",
            ["partnerships", var id, "export", ..] => $"an export of {id}",
            [("assessments" or "claims" or "sources" or "forecasts") and var things] => $"a list of {things}",
            [("assessments" or "claims" or "sources" or "forecasts") and var things, _] => One(things),
            ["assessments", _, "dissents", ..] => "a dissent from an assessment",
            [("claims" or "sources") and var things, _, "impact"] => $"what rests on {One(things)}",
            ["analysts", var analyst, "scorecard"] => $"the scorecard of {analyst}",
            ["audit", "events"] => "facts",
            ["audit", "events", var position, "proof"] => $"the proof of fact {position}",
            ["audit", "streams", _] => "a history",
            ["audit", "streams", _, "state"] => "something as it was",
            ["audit", "streams", _, "comparison"] => "a comparison of two versions",
            ["audit", "reads"] => "who read what",
            ["audit", "replays", ..] => "replay checks",
            ["audit", "redactions", ..] => "redactions",
            ["audit", "exports", ..] => "a bundle of the ledger",
            ["audit", "consistency"] => "how the ledger grew",
            ["ledger", "tile", ..] => "leaves of the ledger",
            _ => read.Path,
        };
        return read.Method == "GET" ? said : $"{said}, in the answer to a change";
    }

    /// <summary>Where the page shows it; null where it does not.</summary>
    /// <param name="path">Of the API.</param>
    /// <param name="partnership">On whose pages the auditor is.</param>
    public static string? Address(string path, string partnership) => Parts(path) switch
    {
        ["partnerships", var id, "picture" or "stream"] => $"/partnerships/{id}",
        ["partnerships", var id] => $"/partnerships/{id}",
        ["partnerships", var id, "timeline"] => $"/partnerships/{id}/timeline",
        [("assessments" or "claims" or "sources") and var things, var id, ..] when Guid.TryParse(id, out _) => $"/partnerships/{partnership}/{things}/{id}",
        ["audit", "streams", var id, ..] when Guid.TryParse(id, out _) => $"/partnerships/{partnership}/audit/{id}",
        ["audit", "events", var position, "proof"] => $"/partnerships/{partnership}/audit/facts/{position}",
        _ => null,
    };

    private static string One(string things) => things switch { "assessments" => "an assessment", "claims" => "a claim", "sources" => "a source", _ => "a forecast" };

    private static string[] Parts(string path) => path.StartsWith(Api, StringComparison.Ordinal) ? path[Api.Length..].Split('/') : [];
}
