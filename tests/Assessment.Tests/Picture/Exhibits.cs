using Assessment.Server.Assessments;
using Assessment.Server.Partnerships;
using Assessment.Server.Picture;
using Assessment.Server.Tradecraft;

namespace Assessment.Tests.Picture;

/// <summary>Standings and partnerships that pictures are tried with.</summary>
internal static class Exhibits
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly CutOff = new(2026, 2, 1);
    public static readonly Perspective FromRussia = new("RU", "CN");
    public static readonly Perspective FromChina = new("CN", "RU");

    /// <summary>China before Russia: the order that asymmetry goes by.</summary>
    public static readonly PartnershipState Partnership = new() { Id = "china-russia", Name = "China–Russia", Parties = ["CN", "RU"], Reviewers = 1 };

    public static Guid Id(int number) => new($"01990000-0000-7000-8000-{number:x12}");

    public static Standing Trust(string analyst, int level, params StandingClaim[] claims) => new(
        Id(analyst[0]), 1, analyst, "trust-level", FromRussia, Marking.Clear, CutOff, Noon.AddDays(-1), Position: 40,
        new(level, Likelihood.OfTerm(LikelihoodTerm.Likely), Confidence.Moderate, SupportMark.Intact, claims));

    public static Standing Likely(this Standing standing, double probability) =>
        standing with { Judgment = standing.Judgment with { Likelihood = Likelihood.OfProbability(probability)! } };

    /// <summary>With a distribution of its own, of which the level is the most probable.</summary>
    public static Standing Giving(this Standing standing, params double[] distribution) => standing with
    {
        Judgment = standing.Judgment with { Distribution = distribution, Likelihood = Likelihood.OfProbability(distribution[standing.Judgment.Level - 1])! },
    };

    public static Standing Confident(this Standing standing, Confidence confidence) => standing with { Judgment = standing.Judgment with { Confidence = confidence } };

    public static StandingClaim Claim(int number, string grade, int? origin, Stance stance = Stance.Supports) =>
        new(Id(number), stance, Grade.TryParse(grade, out var parsed) ? parsed : throw new ArgumentException(grade), origin is { } source ? Id(source) : null, Withdrawn: false);

    public static IReadOnlyList<DimensionAnswer> Shown(params Standing[] held) => ShownTo(Marking.Red, held);

    public static IReadOnlyList<DimensionAnswer> ShownTo(Marking clearance, params Standing[] held) => PictureOf(Partnership, held, [], clearance, Noon);

    public static IReadOnlyList<DimensionAnswer> PictureOf(
        PartnershipState partnership, IReadOnlyCollection<Standing> held, IReadOnlyCollection<Standing> before, Marking clearance, DateTimeOffset moment) =>
        Picturing.Of(new Asking(partnership, clearance, moment), held, before, []);

    public static DimensionAnswer On(this IReadOnlyList<DimensionAnswer> picture, string dimension, Perspective? perspective) =>
        picture.Single(entry => entry.Dimension == dimension && entry.Perspective == perspective);

    /// <summary>Russia's trust in China.</summary>
    public static DimensionAnswer OnTrust(this IReadOnlyList<DimensionAnswer> picture) => picture.On("trust-level", FromRussia);
}
