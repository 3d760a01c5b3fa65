using Assessment.Server.Assessments;
using Assessment.Server.Audit;
using Assessment.Server.Audit.Redactions;
using Assessment.Server.Audit.Replays;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;

namespace Assessment.Server;

/// <summary>What the contract says that an address answers, where a slice's own return type says only how that is written.</summary>
public static class AnswerTypes
{
    // The first that fits; longer addresses stand before what they begin with.
    private static readonly (string Ends, Type Answer)[] Known =
    [
        ("/impact", typeof(Page<ImpactedAssessment>)), ("/picture", typeof(PictureAnswer)), ("/changes", typeof(ChangesAnswer)), ("/dimensions", typeof(Dimension)),
        ("/dissents", typeof(DissentAnswer)), ("/assessments/tradecraft", typeof(CheckedTradecraft)),
    ];

    private static readonly (string Begins, Type Answer)[] Resources =
    [
        ("api/v1/assessments", typeof(AssessmentAnswer)), ("api/v1/claims", typeof(ClaimAnswer)), ("api/v1/sources", typeof(SourceAnswer)), ("api/v1/forecasts", typeof(ForecastAnswer)),
        ("api/v1/partnerships", typeof(PartnershipAnswer)), ("api/v1/audit/redactions", typeof(RedactionAnswer)), ("api/v1/audit/replays", typeof(ReplayAnswer)),
        ("api/v1/audit/streams/{id}", typeof(Page<AuditedFact>)),
    ];

    /// <summary>Null where it is no JSON of one form.</summary>
    public static Type? Of(string? method, string path)
    {
        var plain = path.Replace(":guid", "", StringComparison.Ordinal).TrimStart('/');
        if (plain.EndsWith("/stream", StringComparison.Ordinal)) return null;
        if (method == HttpMethods.Get && plain.EndsWith("/dimensions", StringComparison.Ordinal)) return typeof(Page<Dimension>);
        if (method == HttpMethods.Get && plain.EndsWith("/dimensions/{code}", StringComparison.Ordinal)) return typeof(Dimension);
        if (method == HttpMethods.Get && plain.EndsWith("/dissents/{dissent}", StringComparison.Ordinal)) return typeof(DissentAnswer);
        return Known.Where(known => plain.EndsWith(known.Ends, StringComparison.Ordinal)).Select(known => known.Answer)
            .Concat(Resources.Where(known => plain.StartsWith(known.Begins, StringComparison.Ordinal)).Select(known => known.Answer)).FirstOrDefault();
    }
}
