namespace Assessment.IntegrationTests.Modelling;

/// <summary>A command as it goes out.</summary>
/// <param name="Stream">The thing whose version it needs or makes, as its kind and number.</param>
/// <param name="Demands">Whether it has to say which version it has seen.</param>
internal sealed record Request(HttpMethod Method, string Path, object? Body, (char Kind, int Number) Stream, bool Demands = true)
{
    public const string Why = "There was reason to do so.";
    private const string Rationale = "Two independent reports agree on what was said and done.";

    public static Request Of(Act act, World world, string partnership)
    {
        Guid Id(char kind, int number) => world.Id(kind, number);
        string Paper(int number) => $"/assessments/{Id('a', number)}";
        string Dissent(int paper, int number) => $"{Paper(paper)}/dissents/{Id('d', number)}";
        object Claims(Cited[] claims) => claims.Select(cited => new { claim = Id('c', cited.Claim), stance = cited.Supports ? "supports" : "opposes" });
        object Judgments(Text text) => text.Judgments.Select(judged => new
        {
            dimension = judged.On.Dimension,
            perspective = judged.On.Perspective,
            level = judged.Level,
            likelihood = judged.Distribution is null ? new { probability = judged.Probability } : null,
            distribution = judged.Distribution,
            confidence = judged.Confidence,
            rationale = judged.Reasoned ? Rationale : "Because.",
            claims = Claims(judged.Claims),
        });
        string CutOff(Text text) => Day(text.DaysAgo);
        string Marked(Text text) => World.Markings[text.Marking];

        return act switch
        {
            Establish a => Creates("/partnerships", new { id = partnership, name = "A partnership", parties = a.Parties, reviewers = a.Reviewers, marking = World.Markings[a.Marking] }, 'p', 0),
            ChangeReviewers a => new(HttpMethod.Patch, $"/partnerships/{partnership}", new { reviewers = a.Reviewers }, ('p', 0)),
            DefineDimension a => Creates($"/partnerships/{partnership}/dimensions", new
            {
                code = a.Code,
                name = a.Code,
                question = "How much?",
                directed = a.Directed,
                reviewDays = 30,
                levels = Enumerable.Range(1, 5).Select(level => new { level, label = $"Level {level}", definition = "As it says." }),
            }, 'p', 0),
            RegisterSource a => Creates("/sources", new { id = Id('s', world.Sources.Count), name = $"A source {Id('s', world.Sources.Count)}", kind = a.Kind, reliability = $"{a.Reliability}", marking = World.Markings[a.Marking] }, 's', world.Sources.Count),
            RegradeSource a => Changes($"/sources/{Id('s', a.Source)}/regradings", new { reliability = $"{a.Reliability}", reason = Why }, 's', a.Source),
            MergeSource a => Changes($"/sources/{Id('s', a.Source)}/merger", new { into = Id('s', a.Into), reason = Why }, 's', a.Source),
            SeparateSource a => Changes($"/sources/{Id('s', a.Source)}/separation", new { reason = Why }, 's', a.Source),
            RemarkSource a => Changes($"/sources/{Id('s', a.Source)}/remarking", new { marking = World.Markings[a.Marking], reason = Why }, 's', a.Source),
            RecordClaim a => Creates("/claims", new
            {
                id = Id('c', world.Claims.Count),
                partnership,
                statement = "It is so.",
                chain = a.Chain.Select(source => Id('s', source)),
                credibility = a.Credibility,
                informationDate = Day(a.DaysAgo),
                marking = World.Markings[a.Marking],
                asserts = "statement",
                bearings = new[] { new { dimension = a.On.Dimension, perspective = a.On.Perspective, direction = "raises" } },
                corroborates = a.Corroborates.Select(claim => Id('c', claim)),
                contradicts = a.Contradicts.Select(claim => Id('c', claim)),
            }, 'c', world.Claims.Count),
            RegradeClaim a => Changes($"/claims/{Id('c', a.Claim)}/regradings", new { credibility = a.Credibility, reason = Why }, 'c', a.Claim),
            TraceClaim a => Changes($"/claims/{Id('c', a.Claim)}/tracings", new { chain = a.Chain.Select(source => Id('s', source)), reason = Why }, 'c', a.Claim),
            ReinstateClaim a => Changes($"/claims/{Id('c', a.Claim)}/reinstatement", new { reason = Why }, 'c', a.Claim),
            RemarkClaim a => Changes($"/claims/{Id('c', a.Claim)}/remarking", new { marking = World.Markings[a.Marking], reason = Why }, 'c', a.Claim),
            RemarkAssessment a => Changes($"{Paper(a.Assessment)}/remarking", new { marking = World.Markings[a.Marking], reason = Why }, 'a', a.Assessment),
            WithdrawClaim a => Changes($"/claims/{Id('c', a.Claim)}/withdrawal", new { reason = Why }, 'c', a.Claim),
            Post a => Creates("/assessments", new
            {
                id = Id('a', world.Papers.Count),
                partnership,
                title = "What is the case",
                informationCutOff = CutOff(a.Text),
                marking = Marked(a.Text),
                submit = a.Submit,
                judgments = Judgments(a.Text),
            }, 'a', world.Papers.Count),
            Edit a => new(HttpMethod.Put, Paper(a.Assessment), new { title = "What is the case", informationCutOff = CutOff(a.Text), marking = Marked(a.Text), judgments = Judgments(a.Text) }, ('a', a.Assessment)),
            Submit a => Changes($"{Paper(a.Assessment)}/submission", new { }, 'a', a.Assessment),
            Approve a => Changes($"{Paper(a.Assessment)}/approvals", new { comment = Why }, 'a', a.Assessment),
            Return a => Changes($"{Paper(a.Assessment)}/returns", new { comment = Why }, 'a', a.Assessment),
            Revise { Text: null } a => Changes($"{Paper(a.Assessment)}/revisions", new { reason = new { code = "reinterpretation", text = Why }, submit = a.Submit }, 'a', a.Assessment),
            Revise { Text: { } text } a => Changes($"{Paper(a.Assessment)}/revisions", new
            {
                reason = new { code = "new-evidence", text = Why },
                informationCutOff = CutOff(text),
                marking = Marked(text),
                judgments = Judgments(text),
                submit = a.Submit,
            }, 'a', a.Assessment),
            Retract a => Changes($"{Paper(a.Assessment)}/retraction", new { reason = Why }, 'a', a.Assessment),
            Reaffirm a => Changes($"{Paper(a.Assessment)}/reaffirmations", new { dimension = a.On.Dimension, perspective = a.On.Perspective, reason = Why }, 'a', a.Assessment),
            Dissent a => Creates($"{Paper(a.Assessment)}/dissents", new
            {
                id = Id('d', world.Dissents),
                dimension = a.On.Dimension,
                perspective = a.On.Perspective,
                level = a.Level,
                rationale = Rationale,
                claims = Claims(a.Claims),
            }, 'a', a.Assessment),
            WithdrawDissent a => new(HttpMethod.Delete, Dissent(a.Assessment, a.Dissent), null, ('a', a.Assessment)),
            JoinDissent a => Changes($"{Dissent(a.Assessment, a.Dissent)}/joiners", new { }, 'a', a.Assessment),
            LeaveDissent a => new(HttpMethod.Delete, $"{Dissent(a.Assessment, a.Dissent)}/joiners", null, ('a', a.Assessment)),
            AskForecast a => Creates("/forecasts", new
            {
                id = Id('f', world.Forecasts.Count),
                partnership,
                dimension = a.On?.Dimension,
                perspective = a.On?.Perspective,
                question = "Will it be so?",
                criteria = "It is so.",
                opensAt = a.OpensAt,
                closesAt = a.ClosesAt,
            }, 'f', world.Forecasts.Count),
            GiveEstimate a => Changes($"/forecasts/{Id('f', a.Forecast)}/estimates", new { probability = a.Probability, rationale = Rationale }, 'f', a.Forecast),
            ResolveForecast a => Changes($"/forecasts/{Id('f', a.Forecast)}/resolution",
                new { outcome = a.Happened ? "yes" : "no", claims = a.Claims.Select(claim => Id('c', claim)), reason = Why, knownAt = a.KnownAt }, 'f', a.Forecast),
            VoidForecast a => Changes($"/forecasts/{Id('f', a.Forecast)}/voiding", new { reason = Why }, 'f', a.Forecast),
            _ => throw new NotSupportedException($"{act} is no command."),
        };
    }

    private static Request Creates(string path, object body, char kind, int number) => new(HttpMethod.Post, path, body, (kind, number), Demands: false);

    private static Request Changes(string path, object body, char kind, int number) => new(HttpMethod.Post, path, body, (kind, number));

    private static string Day(int ago) => World.Today.AddDays(-ago).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
