using System.Text.Json.Nodes;

namespace Assessment.IntegrationTests.Modelling;

/// <summary>Goes through the facts of a play, one position after the other, and notes what has to be seen as of each.</summary>
internal sealed class Review(World world, string partnership, bool patient)
{
    // What is known of evidence while word of changes is under way depends on which comes first.
    private static readonly string[] OfEvidence = ["support", "origins", "singleSourced", "bestGrade"];

    private readonly Dictionary<Actor, List<(long Position, bool Certain, JsonArray Picture)>> _history = Cast.Readers.ToDictionary(reader => reader, _ => new List<(long, bool, JsonArray)>());

    private bool IsCertain => patient || world.Owed.Count == 0;

    public List<Expectation> Expectations { get; } = [];

    /// <summary>How many calibrations had a curve.</summary>
    public int Curves { get; private set; }

    public void GoThrough(List<Fact> facts, List<Deed> deeds)
    {
        var left = new Queue<Deed>(deeds);
        foreach (var fact in facts)
        {
            Deed? done = null;
            if (fact.Type == "evidence-changed") world.React(ReactionOf(fact));
            else if (fact.Type == "claim-regraded" && world.Unconfirmed().Contains(fact.Stream.Number)) world.Lapse(fact.Stream.Number);
            else if (!left.TryPeek(out var next) || next.Stream != fact.Stream || fact.Version > next.Version) throw new DisagreementException($"Nobody did what lies at {fact.Position}: {fact.Type} {fact.Data}");
            else if (fact.Version == next.Version) done = left.Dequeue();
            if (done is not null) Finish(done, fact);
            world.IsOver = true;
            NotePictures(fact);
            world.IsOver = false;
        }

        if (left.TryPeek(out var lost)) throw new DisagreementException($"{lost.Act} was accepted and left no fact.");
        if (world.Owed is [var owed, ..]) throw new DisagreementException($"{owed} was never recorded.");
        NoteWhatIs();
    }

    private void Finish(Deed deed, Fact fact)
    {
        world.Do(deed.Who, deed.Act, fact.At, fact.Position);
        var seen = deed.Act is Dissent ? null : deed.Stream.Kind switch { 'a' => world.PaperSeen(deed.Who, deed.Stream.Number), 'c' => world.ClaimSeen(deed.Who, deed.Stream.Number), 's' => world.SourceSeen(deed.Who, deed.Stream.Number), 'f' => world.ForecastSeen(deed.Who, deed.Stream.Number, fact.At), _ => null };
        if (seen is not null && Comparing.Difference(Certain(seen), deed.Answer.Json) is { } difference) throw new DisagreementException($"The answer to {deed.Act} at {fact.Position}: {difference}\n{deed.Answer.Text}");

        if (deed.Stream.Kind is not ('a' or 'f')) return;
        world.IsOver = true;
        foreach (var offset in (int[])[0, 5])
        {
            var reader = Cast.All[(int)((fact.Position + offset) % Cast.All.Length)];
            Expectations.Add(deed.Stream.Kind == 'a'
                ? new(reader, $"/assessments/{world.Id('a', deed.Stream.Number)}?asOf={fact.Position}", Certain(world.PaperSeen(reader, deed.Stream.Number)))
                : new(reader, $"/forecasts/{world.Id('f', deed.Stream.Number)}?asOf={fact.Position}", world.ForecastSeen(reader, deed.Stream.Number, fact.At)));
        }

        world.IsOver = false;
    }

    /// <summary>The picture of each clearance for which it has changed, and of another one; then one about a date or without some evidence.</summary>
    private void NotePictures(Fact fact)
    {
        var other = Cast.Readers[fact.Position % Cast.Readers.Length];
        foreach (var reader in Cast.Readers)
        {
            var picture = world.Picture(reader.Clearance, fact.At);
            var changed = _history[reader] is [] || picture.ToJsonString() != _history[reader][^1].Picture.ToJsonString();
            _history[reader].Add((fact.Position, IsCertain, (JsonArray)picture.DeepClone()));
            if (changed || reader == other) NotePicture(reader, $"asOf={fact.Position}", picture);
        }

        var date = World.Today.AddDays(-(int)(fact.Position % 40));
        if (fact.Position % 3 == 0) NotePicture(other, $"asOf={fact.Position}&validAt={date:yyyy-MM-dd}", world.Picture(other.Clearance, fact.At, date));
        else NoteWhatIf(other, fact);
    }

    private void NoteWhatIf(Actor reader, Fact fact)
    {
        if (world.Claims.Count == 0 || !IsCertain) return;
        int[] claims = [(int)(fact.Position % world.Claims.Count), (int)(fact.Position / 3 % world.Claims.Count)];
        int[] sources = fact.Position % 2 == 0 ? [] : [(int)(fact.Position % world.Sources.Count)];
        var without = string.Concat(claims.Select(claim => $"&without=claim:{world.Id('c', claim)}").Concat(sources.Select(source => $"&without=source:{world.Id('s', source)}")));
        var left = world.Picture(reader.Clearance, fact.At, null, world.Without(reader, claims, sources));
        NotePicture(reader, $"asOf={fact.Position}{without}", left, World.WouldChange(world.Picture(reader.Clearance, fact.At), left));
    }

    private void NotePicture(Actor reader, string query, JsonArray picture, JsonArray? changes = null)
    {
        Certain(picture);
        var shown = world.Established && reader.Sees(world.Marking) ? new JsonObject { ["partnership"] = partnership, ["dimensions"] = picture } : null;
        if (changes is not null && shown is not null) shown["changes"] = changes;
        Expectations.Add(new(reader, $"/partnerships/{partnership}/picture?{query}", shown));
    }

    /// <summary>What everybody sees in the end.</summary>
    private void NoteWhatIs()
    {
        if (!world.Established) return;
        foreach (var reader in Cast.Readers.Where(reader => reader.Sees(world.Marking)))
        {
            foreach (var question in world.Questions()) NoteTimeline(reader, question);
            NoteChanges(reader);
        }

        NoteForecasts();
        foreach (var reader in Cast.Readers) NotePicture(reader, "", world.Picture(reader.Clearance, DateTimeOffset.UtcNow));
        foreach (var (index, reader) in Cast.All.Index())
        {
            Expectations.Add(new(reader, $"/assessments?partnership={partnership}&limit=200", new JsonObject { ["items"] = world.Found(reader, null) }));
            if (index % 4 == 0) foreach (var support in (string[])["intact", "weakened", "lost"])
                Expectations.Add(new(reader, $"/assessments?partnership={partnership}&support={support}&limit=200", new JsonObject { ["items"] = world.Found(reader, support) }));
            foreach (var claim in Enumerable.Range(0, world.Claims.Count).Where(claim => (claim + index) % 3 == 0))
            {
                var seen = world.ClaimSeen(reader, claim);
                if (seen is not null) seen["citedBy"] = world.CitedBy(reader, claim);
                Expectations.Add(new(reader, $"/claims/{world.Id('c', claim)}", seen));
                Expectations.Add(new(reader, $"/claims/{world.Id('c', claim)}/impact", seen is null ? null : new JsonObject { ["items"] = world.Impact(reader, other => other == claim) }));
            }

            foreach (var source in Enumerable.Range(0, world.Sources.Count).Where(source => (source + index) % 3 == 0))
            {
                var seen = world.SourceSeen(reader, source);
                Expectations.Add(new(reader, $"/sources/{world.Id('s', source)}", seen));
                Expectations.Add(new(reader, $"/sources/{world.Id('s', source)}/impact", seen is null ? null : new JsonObject { ["items"] = world.Impact(reader, claim => world.CameFrom(reader, claim, source)) }));
            }
        }
    }

    private void NoteForecasts()
    {
        if (world.Forecasts.Count == 0) return;
        world.Now = DateTimeOffset.UtcNow;
        foreach (var (index, reader) in Cast.All.Index())
        {
            foreach (var forecast in Enumerable.Range(0, world.Forecasts.Count).Where(forecast => (forecast + index) % 3 == 0))
                Expectations.Add(new(reader, $"/forecasts/{world.Id('f', forecast)}", world.ForecastSeen(reader, forecast, world.Now)));
            var state = index % 2 == 0 ? null : ((string[])["scheduled", "open", "closed", "resolved", "voided"])[index / 2 % 5];
            Expectations.Add(new(reader, $"/forecasts?partnership={partnership}&limit=200{(state is null ? "" : $"&state={state}")}", new JsonObject { ["items"] = world.FoundForecasts(reader, state) }));
            var analyst = index % 3 == 0 ? null : Cast.All[index % 4].Name;
            var calibration = reader.Sees(world.Marking) ? world.Calibration(analyst) : null;
            if (calibration?["bins"]?.AsArray().Count > 0) Curves++;
            Expectations.Add(new(reader, $"/partnerships/{partnership}/calibration{(analyst is null ? "" : $"?analyst={analyst}")}", calibration));
        }

        // Other plays have forecasts, too: what is said of all is held to what is said of each.
        var own = Enumerable.Range(0, world.Forecasts.Count).Select(forecast => $"{world.Id('f', forecast)}").ToHashSet();
        foreach (var (index, analyst) in Cast.All.Where(actor => actor.Is("analyst")).Index())
        {
            var reader = Cast.Readers[index % Cast.Readers.Length];
            Expectations.Add(new(reader, $"/analysts/{analyst.Name}/scorecard", new JsonObject { ["forecasts"] = world.Scored(reader, analyst.Name), ["wrong"] = new JsonArray() }) { Read = Scorecard });
        }

        JsonNode Scorecard(JsonNode answer)
        {
            var all = answer["forecasts"]!.AsArray();
            var wrong = ((string[])["brier", "log", "coverage"]).Where(member => all.Count > 0 && Math.Abs(all.Average(one => (double)one![member]!) - (double)answer[member]!) > 0.000001)
                .Concat((int)answer["resolved"]! == all.Count ? [] : ["resolved"]);
            return new JsonObject
            {
                ["forecasts"] = new JsonArray([.. all.Where(one => own.Contains((string)one!["forecast"]!)).Select(one => one!.DeepClone())]),
                ["wrong"] = new JsonArray([.. wrong.Select(member => (JsonNode)member)]),
            };
        }
    }

    /// <summary>How a question came to stand as it does: the positions at which what it adds up to has changed.</summary>
    private void NoteTimeline(Actor reader, Question question)
    {
        var steps = new List<(long Position, string Sum)>();
        foreach (var (position, _, picture) in _history[reader])
        {
            var sum = Entry(picture, question) is { } entry && (int)entry["analysts"]! > 0
                ? World.Json(new { level = entry["level"], lowest = entry["lowest"], highest = entry["highest"], agreement = entry["agreement"], analysts = entry["analysts"] })
                : World.Json(new { level = (double?)null, analysts = 0 });
            if (steps is [] ? (int)sum["analysts"]! > 0 : sum.ToJsonString() != steps[^1].Sum) steps.Add((position, sum.ToJsonString()));
        }

        var items = steps.Select(step =>
        {
            var item = JsonNode.Parse(step.Sum)!;
            item["position"] = step.Position;
            return item;
        });
        if (steps.Count == 0 && question.Perspective is not null) return;
        var timeline = $"/partnerships/{partnership}/timeline?dimension={question.Dimension}{(question.Perspective is { } perspective ? $"&perspective={Uri.EscapeDataString(perspective)}" : "")}";
        Expectations.Add(new(reader, timeline, new JsonObject { ["items"] = new JsonArray([.. items]) }));
        Expectations.Add(new(reader, $"{timeline}&by=informationDate", new JsonObject { ["items"] = world.ByInformationDate(reader.Clearance, question) }));
    }

    /// <summary>Which questions show something else at the end of a play than in the middle of it.</summary>
    private void NoteChanges(Actor reader)
    {
        var certain = _history[reader].Where(past => past.Certain && past.Picture.Count > 0).ToArray();
        if (certain.Length < 2) return;
        var (before, after) = (certain[(int)(certain[^1].Position % (certain.Length - 1))], certain[^1]);
        var changed = world.Questions().Select(question => (Was: Entry(before.Picture, question), Is: Entry(after.Picture, question)))
            .Where(pair => pair.Is is not null && (pair.Was is null ? (int)pair.Is["analysts"]! > 0 : pair.Was.ToJsonString() != pair.Is.ToJsonString()))
            .Select(pair => pair.Was is null
                ? new JsonObject { ["dimension"] = pair.Is!["dimension"]!.DeepClone(), ["after"] = pair.Is.DeepClone() }
                : new JsonObject { ["dimension"] = pair.Is!["dimension"]!.DeepClone(), ["before"] = pair.Was.DeepClone(), ["after"] = pair.Is.DeepClone() });
        Expectations.Add(new(reader, $"/partnerships/{partnership}/changes?from={before.Position}&to={after.Position}", new JsonObject { ["dimensions"] = new JsonArray([.. changed]) }));
    }

    private static JsonNode? Entry(JsonArray picture, Question question) =>
        picture.FirstOrDefault(entry => (string)entry!["dimension"]! == question.Dimension && (string?)entry["perspective"] == question.Perspective);

    private Reaction ReactionOf(Fact fact)
    {
        var change = fact.Data["change"]!;
        var owed = world.Owed.FirstOrDefault(owed => owed.Assessment == fact.Stream.Number && owed.Version == (int)change["version"]! && world.Id(owed.Stream, owed.Number).ToString() == (string)change["stream"]!)
            ?? throw new DisagreementException($"Nothing was owed of what lies at {fact.Position}: {fact.Data}");
        var expected = World.Json(new { change = new { kind = owed.Kind }, claims = owed.Touched.Select(touched => new { claim = world.Id('c', touched.Claim), was = touched.Was, grade = touched.Grade, withdrawn = touched.Withdrawn }) });
        return Comparing.Difference(expected, fact.Data) is { } difference ? throw new DisagreementException($"The fact at {fact.Position}: {difference}") : owed;
    }

    private T Certain<T>(T seen) where T : JsonNode?
    {
        if (!IsCertain) Forget(seen);
        return seen;
    }

    private static void Forget(JsonNode? node)
    {
        if (node is JsonArray array) foreach (var item in array) Forget(item);
        if (node is not JsonObject picture) return;
        foreach (var member in OfEvidence) picture.Remove(member);
        foreach (var member in picture) Forget(member.Value);
    }
}
