namespace Assessment.Client.Cases;

/// <summary>One load of a case: first the partnership and the evidence, then the steps in their order.</summary>
internal sealed class CaseLoad(CaseFile file, CaseSteps steps, IProgress<CaseProgress>? progress)
{
    private const int AtOnce = 8;

    private readonly CaseTally _tally = new(1 + file.Sources.Count + file.Claims.Count + file.Steps.Count, progress);
    private readonly HashSet<CaseKey> _missing = [];

    public async Task<CaseReport> RunAsync(CancellationToken ct)
    {
        var partnership = CaseKey.Partnership(file.Partnership.Id);
        await GroupAsync(partnership.ToString(), AtOnce, [new Part(partnership.ToString(), [], [partnership], () => steps.EstablishAsync(ct))], ct);

        await GroupAsync($"{file.Sources.Count} sources", AtOnce, file.Sources.Select(source => new Part(
            $"source '{source.Key}'", [partnership], [CaseKey.Source(source.Key)], () => steps.RegisterAsync(source, ct))), ct);

        // Claims that refer to others come after those, one by one.
        foreach (var claims in file.Claims.ToLookup(claim => claim.Related().Any()).OrderBy(claims => claims.Key))
            await GroupAsync($"{claims.Count()} {(claims.Key ? "related " : "")}claims", claims.Key ? 1 : AtOnce, claims.Select(claim => new Part(
                $"claim '{claim.Key}'", [partnership, .. claim.Needs()], [CaseKey.Claim(claim.Key)],
                () => steps.RecordAsync(claim, file.Analyst.Subject, ct))), ct);

        foreach (var (index, step) in file.Steps.Index())
        {
            var name = $"step {index + 1} of {file.Steps.Count}, {step}";
            await GroupAsync(name, 1, [new Part(
                name, [partnership, .. step.Needs(), .. step.Changes().Select(CaseKey.CitationsOf)],
                [.. step.HoldsBack(), .. Cited(step).Select(CaseKey.CitationsOf)], () => steps.RunAsync(step, ct))], ct);
            steps.Pass(step);
        }

        return _tally.Report;
    }

    /// <summary>The claims that have to stay as they are until a skipped step can be done: an approval looks at the evidence again.</summary>
    private IEnumerable<string> Cited(CaseStep step) => step is ApproveStep { Assessment: var assessment }
        ? file.Steps.Where(other => other is PostAssessmentStep post ? post.Key == assessment : other is ReviseStep revise && revise.Assessment == assessment)
            .SelectMany(other => other.Cites())
        : step.Cites();

    /// <summary>Does parts that are told of in one line.</summary>
    private async Task GroupAsync(string name, int atOnce, IEnumerable<Part> parts, CancellationToken ct)
    {
        List<Outcome> outcomes = [];
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct }, async (part, _) =>
        {
            var outcome = await TryAsync(part);
            _tally.Count(outcome.Effect);
            lock (outcomes) outcomes.Add(outcome);
        });

        var counts = outcomes.CountBy(outcome => outcome.Word).Select(word => outcomes.Count == 1 ? word.Key : $"{word.Value} {word.Key}");
        var line = $"{name}: {string.Join(", ", counts)}";
        if (outcomes.FirstOrDefault(outcome => outcome.Effect is null) is { } skipped) _tally.TellSkipped($"{line} ({skipped.Because})");
        else _tally.Tell(line);
    }

    private async Task<Outcome> TryAsync(Part part)
    {
        lock (_missing)
        {
            var lacking = part.Needs.Where(_missing.Contains).Select(key => key.ToString()).FirstOrDefault();
            if (lacking is not null) return Without(part, $"it has to wait for the {lacking}");
        }

        try
        {
            return new Outcome(await part.WriteAsync(), null);
        }
        catch (ApiProblem problem) when (problem.IsMissingFeature)
        {
            lock (_missing) return Without(part, "the server does not have this feature yet");
        }
        catch (ApiProblem problem)
        {
            throw new CaseRefusedException(part.Name, problem.Code, problem.Detail, problem);
        }
    }

    private Outcome Without(Part part, string because)
    {
        _missing.UnionWith(part.HoldsBack);
        return new Outcome(null, because);
    }

    private sealed record Part(string Name, IEnumerable<CaseKey> Needs, IEnumerable<CaseKey> HoldsBack, Func<Task<Effect>> WriteAsync);

    private sealed record Outcome(Effect? Effect, string? Because)
    {
        public string Word => Effect switch
        {
            Cases.Effect.Written => "written",
            Cases.Effect.AlreadyThere => "already there",
            _ => "skipped",
        };
    }
}
