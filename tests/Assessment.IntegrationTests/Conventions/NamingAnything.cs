using System.Net;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Conventions;

public class NamingAnything(TheService service)
{
    private Api Api => service.Api;

    /// <summary>Everything that bears a name or a title, and the member that does.</summary>
    public static TheoryData<string> Named => ["partnership", "renaming", "dimension", "source", "draft", "edit"];

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Takes_no_characters_that_hide_or_turn(string what)
    {
        var (send, member) = await PrepareAsync(what);
        // A name of its own each time: what looks like a source that another test registered is told of that source first.
        var own = $"{Guid.NewGuid():N}";
        foreach (var bad in new[] { "a\nb", "a\tb", "a\u200Bb", "a\u202Eb", "a\u2066b", "a\u00ADb", "pay\u200Dpal", "a\uFEFF", "a\u0007" }) (await send(own + bad)).Names(member);
        foreach (var blank in new[] { "\u2800", "\u3164\u3164" }) (await send(blank)).Names(member);
        (await send(own + "می\u200Cخواهم 👩\u200D👩\u200D👧 क्\u200Dष ❤\uFE0F")).Is(what is "renaming" or "edit" ? HttpStatusCode.OK : HttpStatusCode.Created);
    }

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Counts_what_a_person_counts(string what)
    {
        var (send, member) = await PrepareAsync(what);
        var most = what switch { "source" => 500, "draft" or "edit" => 300, _ => 200 };
        (await send(string.Concat(Enumerable.Repeat("😀", most + 1)))).Names(member);
        (await send("👨\u200D👩\u200D👧\u200D👦" + string.Concat(Enumerable.Repeat("𠮷", most - 1)))).Is(what is "renaming" or "edit" ? HttpStatusCode.OK : HttpStatusCode.Created);
    }

    [Fact]
    public async Task Takes_no_character_that_is_a_heap_of_marks() =>
        (await Api.Ana.PostAsync("/sources", Bodies.Source().With("note", "a" + new string('\u0301', 100_000)))).Names("note");

    [Fact]
    public async Task Says_nothing_with_what_nobody_sees()
    {
        var stage = await Stage.SetAsync(Api);
        var claim = (await stage.ClaimAsync()).Id;
        foreach (var unseen in new[] { "\u200B", "\u202E", "\u00AD", "\u3164", "\u2800", "\u00A0", "\uFE0F", "\u034F" })
        {
            (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim, rationale: "Seen" + string.Concat(Enumerable.Repeat(unseen, 40)))])).IsRefused(HttpStatusCode.UnprocessableEntity, "rationale-missing");
            (await Api.Ana.PostAsync($"/claims/{claim}/withdrawal", new { reason = unseen }, ("If-Match", "\"1\""))).Names("reason");
        }

        (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim, rationale: string.Concat(Enumerable.Repeat("😀", 19)))])).IsRefused(HttpStatusCode.UnprocessableEntity, "rationale-missing");
        (await stage.PostAsync(Api.Ana, [Stage.Judgment(claim, rationale: string.Concat(Enumerable.Repeat("😀", 20)))])).Is(HttpStatusCode.Created);
    }

    private async Task<(Func<string, Task<Answer>> Send, string Member)> PrepareAsync(string what)
    {
        var stage = await Stage.SetAsync(Api);
        object Content(string title) => new { partnership = stage.Partnership, title, informationCutOff = "2025-06-07", judgments = Array.Empty<object>() };
        if (what == "partnership") return (name => Api.Lead.PostAsync("/partnerships", Bodies.Partnership().With("name", name)), "name");
        if (what == "renaming") return (name => Api.Lead.PatchAsync($"/partnerships/{stage.Partnership}", new { name }, ("If-Match", "*")), "name");
        if (what == "dimension") return (name => Api.Lead.PostAsync($"/partnerships/{stage.Partnership}/dimensions", Bodies.Dimension($"d-{Guid.NewGuid():N}"[..20]).With("name", name)), "name");
        if (what == "source") return (name => Api.Ana.PostAsync("/sources", Bodies.Source().With("name", name)), "name");
        if (what == "draft") return (title => Api.Ana.PostAsync("/assessments", Content(title)), "title");
        var draft = (await Api.Ana.PostAsync("/assessments", Content("A draft"))).Is(HttpStatusCode.Created);
        return (title => Api.Ana.PutAsync($"/assessments/{draft.Id}", Content(title), ("If-Match", "*")), "title");
    }
}
