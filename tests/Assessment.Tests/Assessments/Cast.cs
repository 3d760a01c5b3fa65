using Assessment.Server.Access;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;

namespace Assessment.Tests.Assessments;

/// <summary>The people, the evidence and the texts that decisions on assessments are tried with.</summary>
internal static class Cast
{
    public const string Rationale = "Two independent reports agree on it.";
    public const string Pair = "china-russia";

    public static readonly Actor Ana = new("ana", ["analyst"], Marking.Red);
    public static readonly Actor Bo = new("bo", ["analyst"], Marking.Red);
    public static readonly Actor Rex = new("rex", ["reviewer"], Marking.Red);
    public static readonly Actor Ria = new("ria", ["reviewer"], Marking.Red);
    public static readonly Actor Roy = new("roy", ["reviewer"], Marking.Red);
    public static readonly Actor Lea = new("lea", ["lead"], Marking.Red);
    public static readonly Actor Rea = new("rea", ["reader"], Marking.Red);
    public static readonly Actor Aud = new("aud", ["auditor"], Marking.Red);

    public static readonly DateOnly Today = new(2026, 3, 1);
    public static readonly DateOnly CutOff = new(2026, 2, 1);
    public static readonly Guid Paper = Id(0xa1);
    public static readonly Perspective FromRussia = new("RU", "CN");
    public static readonly Perspective FromChina = new("CN", "RU");

    // Sources that somebody can name, of different worth, and one that nobody can.
    public static readonly SourceState Ministry = Source(0x51, SourceKind.Organization, Reliability.B);
    public static readonly SourceState Daily = Source(0x52, SourceKind.Media, Reliability.C);
    public static readonly SourceState Insider = Source(0x53, SourceKind.Unknown, Reliability.B);

    public static readonly ClaimState Cable = Claim(0xc1, Ministry, credibility: 2);
    public static readonly ClaimState CableAgain = Claim(0xc2, Ministry, credibility: 3);
    public static readonly ClaimState Article = Claim(0xc3, Daily, credibility: 3);
    public static readonly ClaimState Whisper = Claim(0xc4, Insider, credibility: 2);
    public static readonly ClaimState Withdrawn = Claim(0xc5, Daily, credibility: 2) with { Withdrawn = true };
    public static readonly ClaimState Elsewhere = Claim(0xc6, Ministry, credibility: 2) with { Partnership = "india-japan" };
    public static readonly ClaimState Secret = Claim(0xc7, Ministry, credibility: 2) with { Marking = Marking.Amber };

    public static readonly CitedEvidence Evidence = Known(Cable, CableAgain, Article, Whisper, Withdrawn, Elsewhere, Secret);

    public static Guid Id(int number) => new($"01990000-0000-7000-8000-{number:x12}");

    public static CitedEvidence Known(params ClaimState[] claims) =>
        new(claims.ToDictionary(claim => claim.Id), new[] { Ministry, Daily, Insider }.ToDictionary(source => source.Id));

    public static PartnershipState PartnershipWith(int reviewers) =>
        new() { Id = Pair, Version = 1, Name = "China–Russia", Parties = ["CN", "RU"], Reviewers = reviewers };

    public static Judgment Trust(params ClaimState[] supporting) => new(
        "trust-level", FromRussia, 2, Likelihood.OfTerm(LikelihoodTerm.Likely), Confidence.Moderate, Rationale,
        [.. supporting.Select(claim => new Citation(claim.Id, Stance.Supports))], [], [], []);

    public static Content Text(params Judgment[] judgments) => new("Trust after the leak", CutOff, Marking.Green, judgments);

    public static AssessmentDrafted Drafted(params Judgment[] judgments) => new(Paper, Pair, "ana", Text(judgments));

    public static AssessmentSubmitted Submitted(int revision = 1) => new(Paper, revision);

    public static AssessmentApproved Approved(Actor reviewer, string? comment = null, int revision = 1) => new(Paper, revision, reviewer.Id, comment);

    public static AssessmentReturned Returned(string comment = "Cite the cable.", int revision = 1) => new(Paper, revision, "rex", comment);

    public static JudgmentPublished Trusted(PublishedCitation[] claims, int level = 2, int revision = 1) => new(
        Paper, revision, Pair, "trust-level", FromRussia, "ana", Marking.Green, CutOff, level,
        Likelihood.OfTerm(LikelihoodTerm.Likely), Confidence.Moderate, claims);

    public static AssessmentPublished Published(int revision = 1, params string[] approvedBy) =>
        new(Paper, revision, Pair, "ana", Marking.Green, CutOff, approvedBy);

    public static RevisionOpened Opened(Content content, int revision = 2) => new(Paper, revision, Because, content);

    public static RevisionReason Because => new(RevisionReasonCode.NewEvidence, "A second report came in.");

    /// <summary>A published text, with one judgment on the cable.</summary>
    public static object[] History => [Drafted(Trust(Cable)), Submitted(), Approved(Rex), Trusted([CableThen]), Published(1, "rex")];

    public static PublishedCitation CableThen => new(Cable.Id, Stance.Supports, new Grade(Reliability.B, 2), Ministry.Id);

    private static SourceState Source(int number, SourceKind kind, Reliability reliability) =>
        new() { Id = Id(number), Version = 1, Name = "A source", Kind = kind, Reliability = reliability };

    private static ClaimState Claim(int number, SourceState origin, int credibility) => new()
    {
        Id = Id(number),
        Version = 1,
        Partnership = Pair,
        Statement = "It was said.",
        Chain = [origin.Id],
        Credibility = credibility,
        InformationDate = new DateOnly(2026, 1, 1),
        Marking = Marking.Clear,
    };
}
