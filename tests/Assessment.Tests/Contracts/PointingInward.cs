using System.Text.RegularExpressions;
using Xunit;

namespace Assessment.Tests.Contracts;

public partial class PointingInward
{
    private static readonly string[] Platform = ["Access", "Http", "Storage", "Observability", "Lexicon"];

    // What each area may know of the others; every area may use the platform, and the platform speaks the language of the trade.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Tradecraft"] = [],
        ["Lexicon"] = ["Http"],
        ["Partnerships"] = ["Tradecraft", .. Platform],
        ["Evidence"] = ["Tradecraft", "Partnerships", .. Platform],
        ["Assessments"] = ["Tradecraft", "Partnerships", "Evidence", .. Platform],
        ["Picture"] = ["Tradecraft", "Partnerships", "Evidence", "Assessments", .. Platform],
        ["Forecasts"] = ["Tradecraft", "Partnerships", "Evidence", "Assessments", .. Platform],
        ["Audit"] = ["Tradecraft", "Partnerships", "Evidence", "Assessments", "Picture", "Forecasts", .. Platform],
        ["Ledger"] = ["Tradecraft", "Audit", .. Platform],
        ["Search"] = ["Tradecraft", "Partnerships", "Evidence", "Assessments", "Forecasts", .. Platform],
        ["Exchange"] = ["Tradecraft", "Partnerships", "Evidence", "Assessments", "Picture", "Forecasts", .. Platform],
        ["Access"] = ["Tradecraft", .. Platform],
        ["Http"] = ["Tradecraft", .. Platform],
        ["Storage"] = ["Tradecraft", .. Platform],
        ["Observability"] = ["Tradecraft", .. Platform],
    };

    // Where the platform lists what the areas bring: composition, as Service.cs and what else stands beside it.
    private static readonly string[] Composes = ["Storage/ReadModels.cs", "Storage/Facts.cs"];

    private static string Server => Path.Combine(Approved.Root, "src", "Assessment.Server");

    // Internal is what `codegen write` leaves behind: no area, and part of the published build alone.
    public static TheoryData<string> Areas => [.. Directory.GetDirectories(Server).Select(folder => Path.GetFileName(folder)).Where(folder => folder != "Internal" && Files(folder).Any()).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Areas))]
    public void An_area_uses_only_what_stands_below_it(string area)
    {
        Assert.True(Allowed.ContainsKey(area), $"Say in this test what {area} may use.");
        var outward = Files(area).Where(file => !Composes.Contains(file)).SelectMany(file => UsedBy(file)
            .Where(used => used != area && !Allowed[area].Contains(used)).Select(used => $"{file} uses {used}"));
        Assert.Empty(outward);
    }

    [Fact]
    public void What_composes_still_does() => Assert.All(Composes, file => Assert.Contains("Assessments", UsedBy(file)));

    [Fact]
    public void The_language_of_the_trade_needs_no_framework() => Assert.All(Files("Tradecraft"), file =>
        Assert.DoesNotMatch(@"using (Microsoft|Marten|Wolverine|JasperFx|Npgsql)\b", File.ReadAllText(Path.Combine(Server, file))));

    [Fact]
    public void The_page_knows_the_public_api_alone()
    {
        var page = typeof(Assessment.Dashboard.DashboardModule).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToArray();
        Assert.Contains("Assessment.Client", page);
        Assert.DoesNotContain(page, name => name is "Assessment.Server" or "Assessment.Ledger" || name.StartsWith("Npgsql", StringComparison.Ordinal)
            || name.StartsWith("Marten", StringComparison.Ordinal) || name.StartsWith("Wolverine", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Files(string area) => Directory.GetFiles(Path.Combine(Server, area), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Server, file).Replace('\\', '/'));

    // By a using, or by its name from inside the service's own namespace: `Storage.Facts`, but not `seen.Storage` nor "Storage.".
    private static string[] UsedBy(string file)
    {
        var code = Talk().Replace(File.ReadAllText(Path.Combine(Server, file)), "");
        return [.. AreaName().Matches(code).Select(match => match.Groups[1].Value).Where(Allowed.ContainsKey).Distinct()];
    }

    [GeneratedRegex("""//[^\n]*|"(?:[^"\\\n]|\\.)*"|^\s*namespace[^\n]*""", RegexOptions.Multiline)]
    private static partial Regex Talk();

    [GeneratedRegex(@"(?:(?<![\w.])|(?<=Assessment\.Server\.))([A-Z]\w+)(?=[;.])")]
    private static partial Regex AreaName();
}
