using System.Net;
using System.Text.Json.Nodes;
using Assessment.Client.Cases;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Cases;

/// <summary>The case as it ends, number by number as the rules give it by hand.</summary>
public sealed class LoadingTheReferenceCase(TheService service) : IAsyncLifetime
{
    private RunningService _own = null!;
    private CaseFile _file = null!;
    private CaseReport _report = null!;

    public async ValueTask InitializeAsync()
    {
        _own = await service.StartAsync();
        await using var file = typeof(Server.Service).Assembly.GetManifestResourceStream("china-russia.case.json")!;
        _file = await CaseFile.ReadAsync(file);
        _report = await new CaseLoader().LoadAsync(_file, new Uri(_own.App.Urls.First()));
        await SettledAsync();
    }

    public ValueTask DisposeAsync() => _own.DisposeAsync();

    private Person Reader => _own.Api.As("reader-1", "reader", "GREEN");

    private Person Analyst => _own.Api.As("analyst-1", "analyst", "AMBER");

    [Fact]
    public async Task Ends_in_the_picture_that_the_rules_give()
    {
        var green = await PictureAsync(Reader);
        // The planning paper against public statements: levels 2 and 3, from the paper, the leaders and a writer.
        IsAt(green, "trust-level", "RU>CN", level: 2.5, analysts: 2, origins: 3, grade: "A2");
        Assert.Equal(0.807355, On(green, "trust-level", "RU>CN")["agreement"]!.GetValue<double>());
        // Maps and archaeology, from the paper and from treaties; one analyst dissents and another joins.
        IsAt(green, "territorial-threat", "CN>RU", level: 2, analysts: 1, origins: 2, grade: "A2");
        var dissent = Assert.Single(On(green, "territorial-threat", "CN>RU")["dissents"]!.AsArray())!;
        Assert.Equal(("analyst-3", 3, "analyst-2"), ((string)dissent["analyst"]!, (int)dissent["level"]!, (string)dissent["joiners"]![0]!));
        // Four figures of unnamed origin turn out to be one interview: from no origin to one, C for the official who gave it.
        IsAt(green, "military-aid", "CN>RU", level: 3, analysts: 1, origins: 1, grade: "C3");
        IsAt(green, "sanctions-evasion", "CN>RU", level: 4, analysts: 1, origins: 1, grade: "B2");
        // The revision rests on the customs' figures, which the later assessment cites too: one origin for both.
        IsAt(green, "economic-dependence", "RU>CN", level: 4.5, analysts: 2, origins: 1, grade: "B2");
        IsAt(green, "counterintelligence-activity", "CN>RU", level: 4, analysts: 1, origins: 1, grade: "C2");
        // Three analysts at 4; the first of them has lost the statement with the wrong date.
        IsAt(green, "strategic-alignment", null, level: 4, analysts: 3, origins: 2, grade: "A2", weakened: 1);
        Assert.Equal(1, On(green, "strategic-alignment", null)["agreement"]!.GetValue<double>());
        foreach (var (dimension, perspective) in new[] { ("trust-level", "CN>RU"), ("territorial-threat", "RU>CN"), ("military-aid", "RU>CN"), ("sanctions-evasion", "RU>CN"), ("economic-dependence", "CN>RU") })
            Assert.Null(On(green, dimension, perspective)["level"]);
    }

    [Fact]
    public async Task Shows_the_amber_assessment_to_whom_it_exists_for_alone()
    {
        var green = await PictureAsync(Reader);
        var amber = await PictureAsync(Analyst);
        Assert.Null(On(green, "trust-level", "CN>RU")["level"]);
        Assert.Equal(3, (double)On(amber, "trust-level", "CN>RU")["level"]!);
        Assert.Equal(0.5, (double)On(amber, "trust-level", "RU>CN")["asymmetry"]!);
        IsAt(amber, "military-aid", "CN>RU", level: 3.5, analysts: 2, origins: 2, grade: "C3");

        var covert = (string)On(amber, "trust-level", "CN>RU")["standings"]![0]!["assessment"]!;
        (await Reader.GetAsync($"/assessments/{covert}")).IsRefused(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain(covert, (await Reader.GetAsync("/assessments?limit=200")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_the_dependence_of_two_contradicted_figures_and_stands_intact_since_it_was_revised()
    {
        var now = On(await PictureAsync(Reader), "economic-dependence", "RU>CN");
        var revised = now["standings"]!.AsArray().Single(standing => (string)standing!["analyst"]! == "analyst-2")!;
        Assert.Equal((2, "intact"), ((int)revised["revision"]!, (string)revised["support"]!));

        // The two contradicted figures are on record on it, each once, whichever came first: the revision or the word of them.
        await using var regraded = _own.Database.CreateCommand(
            "select count(*) from assessment_events.mt_events where type = 'evidence-changed' and data->'change'->>'kind' = 'claim-regraded' and stream_id = $1 and data->'claims'->0->>'grade' = 'F5'");
        regraded.Parameters.AddWithValue(Guid.Parse((string)revised["assessment"]!));
        Assert.Equal(2L, await regraded.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Does_every_step() => Assert.Empty(_report.Skipped);

    [Fact]
    public async Task Asks_about_the_map_and_has_three_answers()
    {
        var forecasts = (await Reader.GetAsync("/forecasts?partnership=china-russia&state=open", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        var map = Assert.Single(forecasts)!;
        // The middle of 0.02, 0.03 and 0.1; odds of 1/49, 3/97 and 1/9, whose product is 7.0131e-5 and cube root 0.041238.
        Assert.Equal((3, 0.03, 0.039605), ((int)map["forecasters"]!, (double)map["median"]!, (double)map["geometricMeanOfOdds"]!));
    }

    [Fact]
    public async Task Loaded_again_changes_nothing()
    {
        var before = await CountAsync();
        var again = await new CaseLoader().LoadAsync(_file, new Uri(_own.App.Urls.First()), ct: TestContext.Current.CancellationToken);
        Assert.Equal(0, again.Written);
        Assert.Equal(before, await CountAsync());
    }

    private static async Task<JsonNode> PictureAsync(Person reader, string query = "") =>
        (await reader.GetAsync($"/partnerships/china-russia/picture{query}", ("Prefer", "wait=10"))).Is(HttpStatusCode.OK).Json;

    private static JsonNode On(JsonNode picture, string dimension, string? perspective) =>
        picture["dimensions"]!.AsArray().Single(entry => (string)entry!["dimension"]! == dimension && (string?)entry["perspective"] == perspective)!;

    private static void IsAt(JsonNode picture, string dimension, string? perspective, double level, int analysts, int origins, string grade, int weakened = 0)
    {
        var entry = On(picture, dimension, perspective);
        Assert.Equal((level, analysts, origins, grade, origins < 2), ((double)entry["level"]!, (int)entry["analysts"]!, (int)entry["origins"]!, (string)entry["bestGrade"]!, (bool)entry["singleSourced"]!));
        Assert.Equal((analysts - weakened, weakened, 0), ((int)entry["support"]!["intact"]!, (int)entry["support"]!["weakened"]!, (int)entry["support"]!["lost"]!));
    }

    // Eight changes of evidence, by hand: four figures traced for the aid and one of them for the covert arms too, two regraded, one withdrawn.
    private async Task SettledAsync()
    {
        await using var changes = _own.Database.CreateCommand("select count(*) from assessment_events.mt_events where type = 'evidence-changed'");
        Assert.Equal(8, await Eventually.FindAsync(async () => (long)(await changes.ExecuteScalarAsync())!, count => count >= 8));
    }

    private async Task<long> CountAsync()
    {
        await using var facts = _own.Database.CreateCommand("select count(*) from assessment_events.mt_events");
        return (long)(await facts.ExecuteScalarAsync())!;
    }
}
