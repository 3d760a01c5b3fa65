namespace Assessment.Client.Cases;

/// <summary>
/// What a case file has said up to the step at hand: by this a step is told apart from its own repetition, and its
/// effect from the state before it.
/// </summary>
public sealed class CaseWalk
{
    private readonly Dictionary<string, int> _times = [];
    private readonly Dictionary<string, int> _revisions = [];
    private readonly Dictionary<string, int> _credibility = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _chains = [];
    private readonly Dictionary<string, HashSet<string>> _forecasters = [];
    private readonly CaseIds _ids;

    public CaseWalk(CaseFile file)
    {
        _ids = new CaseIds(file.Partnership.Id);
        foreach (var claim in file.Claims) Record(claim);
    }

    /// <summary>The number of the assessment's latest revision; 0 before it is posted.</summary>
    public int Revision(string assessment) => _revisions.GetValueOrDefault(assessment);

    public int Credibility(string claim) => _credibility[claim];

    public IReadOnlyList<string> Chain(string claim) => _chains[claim];

    /// <summary>How many personas have given an estimate.</summary>
    public int Forecasters(string forecast) => _forecasters.GetValueOrDefault(forecast)?.Count ?? 0;

    public bool HasEstimated(string forecast, string persona) => _forecasters.GetValueOrDefault(forecast)?.Contains(persona) ?? false;

    /// <summary>The key of one write of a step: the same on every load, another for each repetition of the step in the file.</summary>
    public string IdempotencyKey(CaseStep step, string part) => _ids.IdempotencyKey($"{Name(step, part)}/{_times.GetValueOrDefault(Name(step, part)) + 1}");

    /// <summary>Takes a step into account, once it is behind.</summary>
    public void Pass(CaseStep step)
    {
        foreach (var name in step.Parts().Select(part => Name(step, part))) _times[name] = _times.GetValueOrDefault(name) + 1;

        switch (step)
        {
            case PostAssessmentStep post: _revisions[post.Key] = 1; break;
            case ReviseStep revise: _revisions[revise.Assessment]++; break;
            case RegisterClaimsStep register: foreach (var claim in register.Claims) Record(claim); break;
            case TraceClaimsStep trace: foreach (var claim in trace.Claims) _chains[claim] = trace.Chain; break;
            case RegradeClaimStep regrade: _credibility[regrade.Claim] = regrade.Credibility; break;
            case EstimateStep estimate:
                if (!_forecasters.TryGetValue(estimate.Forecast, out var forecasters)) _forecasters[estimate.Forecast] = forecasters = [];
                forecasters.Add(estimate.As);
                break;
        }
    }

    private static string Name(CaseStep step, string part) => $"{step.Do}/{step.As}/{part}";

    private void Record(CaseClaim claim)
    {
        _credibility[claim.Key] = claim.Credibility;
        _chains[claim.Key] = claim.Chain;
    }
}
