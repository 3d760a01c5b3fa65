namespace Assessment.Client.Cases;

/// <summary>Does the steps of a case through the API, each only as far as its effect is not there yet.</summary>
internal sealed partial class CaseSteps(CaseFile file, CasePersonas personas)
{
    private readonly CaseIds _ids = new(file.Partnership.Id);
    private readonly CaseWalk _walk = new(file);

    /// <summary>Takes a step into account that is behind, done or skipped.</summary>
    public void Pass(CaseStep step) => _walk.Pass(step);

    public Task<Effect> RunAsync(CaseStep step, CancellationToken ct) => step switch
    {
        PostAssessmentStep post => PostAsync(post, ct),
        ApproveStep approve => ApproveAsync(approve, ct),
        ReviseStep revise => ReviseAsync(revise, ct),
        ReaffirmStep reaffirm => ReaffirmAsync(reaffirm, ct),
        DissentStep dissent => DissentAsync(dissent, ct),
        JoinDissentStep join => JoinAsync(join, ct),
        RegisterClaimsStep register => EachAsync(register.Claims, claim => RecordAsync(claim, register.As, ct)),
        TraceClaimsStep trace => EachAsync(trace.Claims, claim => TraceAsync(trace, claim, ct)),
        RegradeClaimStep regrade => RegradeAsync(regrade, ct),
        WithdrawClaimStep withdraw => WithdrawAsync(withdraw, ct),
        AskForecastStep ask => AskAsync(ask, ct),
        EstimateStep estimate => EstimateAsync(estimate, ct),
        _ => throw new InvalidOperationException($"Nothing does the step '{step.Do}'."),
    };

    private string KeyOf(CaseStep step) => _walk.IdempotencyKey(step, step.Subject());

    private static async Task<Effect> EachAsync<T>(IEnumerable<T> parts, Func<T, Task<Effect>> write)
    {
        var effect = Effect.AlreadyThere;
        foreach (var part in parts)
            if (await write(part) is Effect.Written) effect = Effect.Written;
        return effect;
    }

    private Task<Effect> AskAsync(AskForecastStep step, CancellationToken ct)
    {
        var api = personas[step.As];
        var id = _ids.Of(CaseKey.Forecast(step.Key));
        var forecast = new NewForecast(file.Partnership.Id, step.Dimension, step.Perspective, step.Question, step.Criteria, step.OpensAt, step.ClosesAt, id);
        return Once.CreateAsync(() => api.FindForecastAsync(id, ct), () => api.AskForecastAsync(forecast, KeyOf(step), ct));
    }

    // The contract counts forecasters and does not name them: the n-th persona's first estimate is there when n are counted.
    // A further estimate of the same persona cannot be seen and rests on its idempotency key.
    private Task<Effect> EstimateAsync(EstimateStep step, CancellationToken ct)
    {
        var api = personas[step.As];
        var id = _ids.Of(CaseKey.Forecast(step.Forecast));
        var seenBy = _walk.HasEstimated(step.Forecast, step.As) ? int.MaxValue : _walk.Forecasters(step.Forecast) + 1;
        return Once.ChangeAsync(
            () => api.FindForecastAsync(id, ct),
            forecast => forecast.Forecasters >= seenBy,
            forecast => api.EstimateAsync(id, forecast.ETag, step.Probability, step.Rationale, KeyOf(step), ct));
    }
}
