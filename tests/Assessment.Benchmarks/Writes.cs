using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Server.Assessments;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using JasperFx.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Benchmarks;

/// <summary>Commands over HTTP against their floor: a minimal API without authentication and rules, in two or three round trips by hand-written SQL.</summary>
public static class Writes
{
    private const int Writers = 8;
    private const int Requests = 240;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bench bench, int rounds)
    {
        var desk = await Desk.SetAsync(bench, reviewers: 1);
        string[] claims = [await desk.ClaimAsync(), await desk.ClaimAsync(), await desk.ClaimAsync()];
        var reviewer = await bench.TokenAsync("rex", "reviewer");
        await using var floor = await Floor.StartAsync(bench);
        var (draft, submitted) = (desk.Assessment(submit: false, claims), desk.Assessment(submit: true, claims));
        async Task<string[]> SubmittedAsync(Func<Task<string>> post)
        {
            var ids = new string[Requests];
            for (var i = 0; i < Requests; i++) ids[i] = await post();
            return ids;
        }

        // The plans of a store that has just been made are made for one that is empty, and code that has just been started is compiled anew for a while.
        for (var i = 0; i < 60; i++)
        {
            foreach (var post in (Func<Task<string>>[])[() => bench.TextAsync(HttpMethod.Post, "/api/v1/assessments", desk.Analyst, draft), () => floor.PostAsync("/assessments", draft)])
                await MeasureAsync(bench, _ => post());
        }

        await bench.ExecuteAsync("analyze");
        var given = await Figures.InterleaveAsync(rounds,
            ("draft", () => MeasureAsync(bench, _ => bench.TextAsync(HttpMethod.Post, "/api/v1/assessments", desk.Analyst, draft))),
            ("draft floor", () => MeasureAsync(bench, _ => floor.PostAsync("/assessments", draft))),
            ("approve", async () =>
            {
                var ids = await SubmittedAsync(async () => (string)(await bench.SendAsync(HttpMethod.Post, "/api/v1/assessments", desk.Analyst, submitted))["id"]!);
                return await MeasureAsync(bench, i => bench.TextAsync(HttpMethod.Post, $"/api/v1/assessments/{ids[i]}/approvals", reviewer, new { }, "\"2\""));
            }),
            ("approve floor", async () =>
            {
                var ids = await SubmittedAsync(() => floor.PostAsync("/assessments", submitted));
                return await MeasureAsync(bench, i => floor.PostAsync($"/assessments/{ids[i]}/approvals", new { }));
            }));
        return [.. Compare("draft", "POST assessment, draft, 3 judgments"), .. Compare("approve", "POST approval, publishes 3 judgments")];

        IEnumerable<Figure> Compare(string side, string what)
        {
            var (target, bare) = (given[side], given[$"{side} floor"]);
            var ratio = Figures.Ratio(target.Select(round => round.Rate), bare.Select(round => round.Rate));
            var cpu = Figures.Ratio(bare.Select(round => round.Cpu), target.Select(round => round.Cpu));
            yield return new($"{what}, {Writers} writers: service, floor (median)", Figures.Write($"{target.Select(round => round.Rate).Median():0}/s, {bare.Select(round => round.Rate).Median():0}/s"));
            yield return new($"{what}: rate ÷ floor; CPU of the floor ÷ CPU", Figures.Write($"{ratio:0.00}; {cpu:0.00}"), "≥ 0.45", ratio >= 0.45);
        }
    }

    private static async Task<(double Rate, double Cpu)> MeasureAsync(Bench bench, Func<int, Task> act)
    {
        await bench.FollowAsync();
        var (begun, cpu) = (TimeProvider.System.GetTimestamp(), bench.Cpu());
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = writer; i < Requests; i += Writers) await act(i);
        })));
        return (Requests / TimeProvider.System.GetElapsedTime(begun).TotalSeconds, (bench.Cpu() - cpu) / Requests);
    }

    /// <summary>Two commands as bare as they can be and still mean the same: the same facts in the same JSON, with version and key, in tables of their own.</summary>
    private sealed class Floor(WebApplication app, NpgsqlDataSource database) : IAsyncDisposable
    {
        private const string Tables = """
            create schema if not exists floor;
            create table if not exists floor.stream (id uuid primary key, version bigint not null);
            create table if not exists floor.fact (position bigserial primary key, stream uuid not null, version bigint not null, type text not null, actor text not null,
                recorded_at timestamptz not null default now(), data jsonb not null, unique (stream, version));
            create table if not exists floor.key (key text primary key, stream uuid not null, version bigint not null);
            """;

        private static readonly JsonSerializerOptions Stored = Store.Stored();
        private readonly HttpClient _http = new() { BaseAddress = new Uri(app.Urls.First()) };

        public static async Task<Floor> StartAsync(Bench bench)
        {
            await bench.ExecuteAsync(Tables);
            await bench.ExecuteAsync($"grant usage on schema floor to assessment_service; grant select, insert, update on all tables in schema floor to assessment_service; grant usage on all sequences in schema floor to assessment_service");
            // The partnership and the evidence as the service has them, to be read by the floor as its own.
            await bench.ExecuteAsync("insert into floor.fact (stream, version, type, actor, data) select stream_id, version, type, user_name, data from assessment_events.mt_events");
            var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
            var app = builder.Build();
            var floor = default(Floor)!;
            app.MapPost("/assessments", (Func<HttpContext, Task<IResult>>)(http => floor.DraftAsync(http)));
            app.MapPost("/assessments/{id:guid}/approvals", (Guid id, HttpContext http) => floor.ApproveAsync(id, http));
            await app.StartAsync();
            return floor = new Floor(app, bench.Database);
        }

        public async Task<string> PostAsync(string path, object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? (string)JsonNode.Parse(text)!["id"]! : throw new InvalidOperationException($"{(int)answer.StatusCode} {path}: {text}");
        }

        private async Task<IResult> DraftAsync(HttpContext http)
        {
            var body = (await JsonSerializer.DeserializeAsync<PostAssessment>(http.Request.Body, StrictJson.Options))!;
            var content = ContentInput.Resolve(body.Title, body.InformationCutOff, body.Marking, body.Judgments!)!;
            var facts = await LoadAsync(Streams.OfPartnership(body.Partnership));
            if (PartnershipState.Fold(facts) is null) return Results.NotFound();
            var id = Guid.CreateVersion7();
            object[] made = [new AssessmentDrafted(id, body.Partnership, "ana", content), .. body.Submit ? (object[])[new AssessmentSubmitted(id, 1)] : []];
            await AppendAsync(id, 0, made, http);
            return Results.Json(new { id, content }, Stored, statusCode: StatusCodes.Status201Created);
        }

        private async Task<IResult> ApproveAsync(Guid id, HttpContext http)
        {
            if (AssessmentState.Fold(await LoadAsync(id)) is not { Pending: { } work } assessment) return Results.NotFound();
            await using var command = database.CreateCommand("""
                select stream, version, type, data from floor.fact where stream = any($1) union all
                select stream, version, type, data from floor.fact where stream = any(array(
                    select source::uuid from floor.fact, jsonb_array_elements_text(data->'chain') source where stream = any($1) and version = 1))
                """);
            command.Parameters.AddWithValue(work.Content.Judgments.SelectMany(judgment => judgment.Claims).Select(citation => citation.Claim).Distinct().ToArray());
            var facts = (await ReadAsync(command)).ToLookup(fact => fact.StreamId);
            var evidence = new CitedEvidence(facts.Select(ClaimState.Fold).OfType<ClaimState>().ToDictionary(claim => claim.Id), facts.Select(SourceState.Fold).OfType<SourceState>().ToDictionary(source => source.Id));
            object[] made = [new AssessmentApproved(id, 1, "rex", null), .. Publishing.Facts(assessment, work, ["rex"], evidence)];
            await AppendAsync(id, assessment.Version, made, http);
            return Results.Json(new { id, work.Content }, Stored);
        }

        private Task<List<IEvent>> LoadAsync(Guid stream)
        {
            var command = database.CreateCommand("select stream, version, type, data from floor.fact where stream = $1 order by version");
            command.Parameters.AddWithValue(stream);
            return ReadAsync(command);
        }

        private static async Task<List<IEvent>> ReadAsync(NpgsqlCommand command)
        {
            await using (command)
            {
                return await command.ListAsync(row => (IEvent)new Event<object>(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(3), Types[row.GetString(2)], Stored)!)
                {
                    StreamId = row.GetGuid(0),
                    Version = row.GetInt64(1),
                }, default);
            }
        }

        private static readonly Dictionary<string, Type> Types = Facts.Names.ToDictionary(named => named.Value, named => named.Key);

        private async Task AppendAsync(Guid stream, long version, object[] facts, HttpContext http)
        {
            await using var batch = database.CreateBatch();
            Add("insert into floor.stream (id, version) values ($1, $2) on conflict (id) do update set version = excluded.version where stream.version = $3", stream, version + facts.Length, version);
            for (var i = 0; i < facts.Length; i++)
            {
                Add("insert into floor.fact (stream, version, type, actor, data) values ($1, $2, $3, $4, $5)",
                    stream, version + i + 1, Facts.NameOf(facts[i].GetType()), "ana", JsonSerializer.SerializeToUtf8Bytes(facts[i], facts[i].GetType(), Stored));
            }

            Add("insert into floor.key (key, stream, version) values ($1, $2, $3)", http.Request.Headers["Idempotency-Key"].ToString(), stream, version + facts.Length);
            await batch.ExecuteNonQueryAsync();

            void Add(string sql, params object[] values)
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var value in values)
                    command.Parameters.Add(value is byte[] json ? new NpgsqlParameter { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb } : new NpgsqlParameter { Value = value });
                batch.BatchCommands.Add(command);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await app.DisposeAsync();
        }
    }
}
