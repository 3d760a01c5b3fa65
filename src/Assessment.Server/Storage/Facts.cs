using System.Collections.Frozen;
using Assessment.Server.Assessments;
using Assessment.Server.Audit.Redactions;
using Assessment.Server.Evidence;
using Assessment.Server.Forecasts;
using Assessment.Server.Partnerships;

namespace Assessment.Server.Storage;

/// <summary>Every fact the store can hold, under the name it is stored by: the contract with everything ever recorded.</summary>
public static class Facts
{
    public static readonly FrozenDictionary<Type, string> Names = new Dictionary<Type, string>
    {
        [typeof(PartnershipEstablished)] = "partnership-established",
        [typeof(PartnershipChanged)] = "partnership-changed",
        [typeof(DimensionDefined)] = "dimension-defined",
        [typeof(SourceRegistered)] = "source-registered",
        [typeof(SourceRegraded)] = "source-regraded",
        [typeof(SourceMerged)] = "source-merged",
        [typeof(SourceSeparated)] = "source-separated",
        [typeof(SourceRemarked)] = "source-remarked",
        [typeof(ClaimRecorded)] = "claim-recorded",
        [typeof(ClaimRegraded)] = "claim-regraded",
        [typeof(ClaimTraced)] = "claim-traced",
        [typeof(ClaimWithdrawn)] = "claim-withdrawn",
        [typeof(ClaimReinstated)] = "claim-reinstated",
        [typeof(ClaimRemarked)] = "claim-remarked",
        [typeof(AssessmentDrafted)] = "assessment-drafted",
        [typeof(AssessmentEdited)] = "assessment-edited",
        [typeof(AssessmentSubmitted)] = "assessment-submitted",
        [typeof(AssessmentApproved)] = "assessment-approved",
        [typeof(AssessmentReturned)] = "assessment-returned",
        [typeof(JudgmentPublished)] = "judgment-published",
        [typeof(JudgmentDropped)] = "judgment-dropped",
        [typeof(AssessmentPublished)] = "assessment-published",
        [typeof(RevisionOpened)] = "revision-opened",
        [typeof(AssessmentRetracted)] = "assessment-retracted",
        [typeof(AssessmentRemarked)] = "assessment-remarked",
        [typeof(EvidenceChanged)] = "evidence-changed",
        [typeof(JudgmentReaffirmed)] = "judgment-reaffirmed",
        [typeof(DissentRecorded)] = "dissent-recorded",
        [typeof(DissentWithdrawn)] = "dissent-withdrawn",
        [typeof(DissentJoined)] = "dissent-joined",
        [typeof(DissentLeft)] = "dissent-left",
        [typeof(ForecastAsked)] = "forecast-asked",
        [typeof(EstimateGiven)] = "estimate-given",
        [typeof(ForecastResolved)] = "forecast-resolved",
        [typeof(ForecastVoided)] = "forecast-voided",
        [typeof(RedactionProposed)] = "redaction-proposed",
        [typeof(RedactionApproved)] = "redaction-approved",
        [typeof(RedactionCarriedOut)] = "redaction-carried-out",
    }.ToFrozenDictionary();

    public static string NameOf(Type fact) => Names[fact];
}
