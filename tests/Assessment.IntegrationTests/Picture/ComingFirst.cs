using System.Net;
using Assessment.IntegrationTests.Running;
using Npgsql;
using Xunit;
using static Assessment.IntegrationTests.Picture.ReadingThePicture;

namespace Assessment.IntegrationTests.Picture;

/// <summary>Who comes first of an analyst's judgments on a question is kept, so that no picture reads the others.</summary>
public class ComingFirst(TheService service)
{
    /// <summary>At how many positions at which a standing began or ended another comes first than is kept, or more than one.</summary>
    public const string Wrong = """
        with kept as (
            select *, 9223372036854775807 as leads_until from assessment.leading union all select * from assessment.led),
        turns as (
            select distinct partnership, dimension, perspective, analyst, marking, position from assessment.standing, unnest(array[valid_from, valid_until]) position
            where valid_from is not null and position < 9223372036854775807)
        select count(*) from turns t
        left join lateral (
            select array_agg((s.assessment, s.valid_from)::text) as row from (
                select * from assessment.standing s
                where (s.partnership, s.dimension, s.perspective, s.analyst, s.marking) = (t.partnership, t.dimension, t.perspective, t.analyst, t.marking)
                  and s.valid_from <= t.position and s.valid_until > t.position
                order by s.cut_off desc, s.published desc limit 1) s) first on true
        left join lateral (
            select array_agg((k.assessment, k.valid_from)::text) as row from kept k
            where (k.partnership, k.dimension, k.perspective, k.analyst, k.marking) = (t.partnership, t.dimension, t.perspective, t.analyst, t.marking)
              and k.leads_from <= t.position and k.leads_until > t.position) kept_first on true
        where first.row is distinct from kept_first.row
        """;

    private Api Api => service.Api;

    [Fact]
    public async Task Is_kept_under_late_entries_revisions_moved_evidence_and_retractions()
    {
        var (stage, first, late, last) = await PublishedAsync(Api);
        Assert.Equal(4, Level(await stage.PictureAsync(Api.Rea)));
        Assert.Equal(1L, await AskAsync(service.Database, $"select count(*) from assessment.leading where partnership = '{stage.Partnership}'"));

        (await Api.Ana.PostAsync($"/assessments/{last.Id}/retraction", new { reason = "It was wrong." }, last.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(2, Level(await stage.PictureAsync(Api.Rea)));
        Assert.Equal(4, Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(last)}")));
        Assert.Equal(2, Level(await stage.PictureAsync(Api.Rea, $"?asOf={Position(last) - 1}")));

        var current = (await Api.Ana.GetAsync($"/assessments/{first.Id}")).Is(HttpStatusCode.OK);
        (await Api.Ana.PostAsync($"/assessments/{first.Id}/retraction", new { reason = "It was wrong, too." }, current.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Equal(5, Level(await stage.PictureAsync(Api.Rea)));
        (await Api.Ana.PostAsync($"/assessments/{late.Id}/retraction", new { reason = "All of it." }, late.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Null(Level(await stage.PictureAsync(Api.Rea)));
        Assert.Equal(0L, await AskAsync(service.Database, $"select count(*) from assessment.leading where partnership = '{stage.Partnership}'"));
        Assert.Equal(0L, await AskAsync(service.Database, Wrong));
    }

    [Fact]
    public async Task Is_found_below_any_date_now_and_at_any_position()
    {
        var (stage, first, late, last) = await PublishedAsync(Api);
        foreach (var (query, level) in new (string, double?)[]
        {
            ("?validAt=2025-06-30", 4), ("?validAt=2025-06-10", 2), ("?validAt=2025-06-03", 5), ("?validAt=2025-05-31", null),
            ($"?validAt=2025-06-30&asOf={Position(late)}", 2), ($"?validAt=2025-06-03&asOf={Position(late)}", 5), ($"?validAt=2025-06-03&asOf={Position(late) - 1}", null),
            ($"?validAt=2025-06-10&asOf={Position(last)}", 2), ($"?validAt=2025-06-10&asOf={Position(first) - 1}", 3),
        }) Assert.Equal(level, Level(await stage.PictureAsync(Api.Rea, query)));

        (await Api.Ana.PostAsync($"/assessments/{late.Id}/retraction", new { reason = "It was wrong." }, late.IfMatch)).Is(HttpStatusCode.OK);
        Assert.Null(Level(await stage.PictureAsync(Api.Rea, "?validAt=2025-06-03")));
        Assert.Equal(5, Level(await stage.PictureAsync(Api.Rea, $"?validAt=2025-06-03&asOf={Position(last)}")));
    }

    [Fact]
    public async Task Is_worked_out_once_for_what_was_there_before_it_was_kept()
    {
        await using var running = await service.StartAsync();
        var (stage, _, _, _) = await PublishedAsync(running.Api);
        var before = await stage.PictureAsync(running.Api.Rea);
        await AskAsync(running.AsAdministrator, "with gone as (delete from assessment.leading returning *), past as (delete from assessment.led returning *) select count(*) from gone");
        Assert.NotEqual(0L, await AskAsync(running.Database, Wrong));
        await running.MigrateAgainAsync();
        Assert.Equal(0L, await AskAsync(running.Database, Wrong));
        Assert.Equal(before.ETag, (await stage.PictureAsync(running.Api.Rea)).ETag);
    }

    /// <summary>Level 2 of the seventh of June, revised; a late entry, 5 of the second; 4 of the twentieth, on evidence that was traced since.</summary>
    private static async Task<(Stage Stage, Answer First, Answer Late, Answer Last)> PublishedAsync(Api api)
    {
        var stage = await Stage.SetAsync(api);
        var (kept, moved) = ((await stage.ClaimAsync()).Id, await stage.ClaimAsync());
        var first = await stage.PublishAsync(api.Ana, kept, level: 3, cutOff: "2025-06-07");
        var reason = new { code = "reinterpretation", text = "It is lower." };
        var open = (await api.Ana.PostAsync($"/assessments/{first.Id}/revisions", new { reason, submit = true, judgments = new[] { Stage.Judgment(kept, 2) } }, first.IfMatch)).Is(HttpStatusCode.OK);
        first = (await api.Rex.PostAsync($"/assessments/{first.Id}/approvals", null, open.IfMatch)).Is(HttpStatusCode.OK);
        var late = await stage.PublishAsync(api.Ana, kept, level: 5, cutOff: "2025-06-02");
        var last = await stage.PublishAsync(api.Ana, moved.Id, level: 4, cutOff: "2025-06-20");
        (await api.Ana.PostAsync($"/claims/{moved.Id}/withdrawal", new { reason = "Fabricated." }, moved.IfMatch)).Is(HttpStatusCode.OK);
        await Eventually.FindAsync(() => stage.PictureAsync(api.Rea), picture => (int)Trust(picture)["support"]!["lost"]! == 1);
        return (stage, first, late, last with { ETag = (await api.Ana.GetAsync($"/assessments/{last.Id}")).ETag });
    }

    private static async Task<object?> AskAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
