namespace Assessment.Client.Cases;

internal sealed partial class CaseSteps
{
    public Task<Effect> EstablishAsync(CancellationToken ct)
    {
        var api = personas[file.Lead.Subject];
        var made = file.Partnership;
        var partnership = new NewPartnership(made.Id, made.Name, made.Parties, made.Reviewers, made.Marking);
        return Once.CreateAsync(
            () => api.FindPartnershipAsync(made.Id, ct),
            () => api.EstablishPartnershipAsync(partnership, _ids.IdempotencyKey("partnership"), ct));
    }

    public Task<Effect> RegisterAsync(CaseSource source, CancellationToken ct)
    {
        var api = personas[file.Analyst.Subject];
        var id = _ids.Of(CaseKey.Source(source.Key));
        return Once.CreateAsync(
            () => api.FindSourceAsync(id, ct),
            () => RegisterAsync(api, new NewSource(source.Name, source.Kind, source.Reliability, source.Note, id), _ids.IdempotencyKey($"source/{source.Key}"), ct));
    }

    // A case brings the sources that it names: one of the same name that is there already is somebody else's to merge.
    private async Task<Versioned<SourceAnswer>> RegisterAsync(AssessmentApi api, NewSource source, string key, CancellationToken ct)
    {
        try
        {
            return await api.RegisterSourceAsync(source, key, ct);
        }
        catch (ApiProblem taken) when (taken.Code == "source-exists")
        {
            return await api.RegisterSourceAsync(source with { Distinct = $"As the case {file.Partnership.Id} names it." }, key, ct);
        }
    }

    public Task<Effect> RecordAsync(CaseClaim claim, string persona, CancellationToken ct)
    {
        var api = personas[persona];
        var id = _ids.Of(CaseKey.Claim(claim.Key));
        var recorded = new NewClaim(
            file.Partnership.Id, claim.Statement, Sources(claim.Chain), claim.Credibility, claim.InformationDate, claim.Asserts, claim.Bearings,
            claim.Marking, Claims(claim.Corroborates), Claims(claim.Contradicts), claim.Quantity, claim.Reference, id);
        return Once.CreateAsync(
            () => api.FindClaimAsync(id, ct),
            () => api.RecordClaimAsync(recorded, _ids.IdempotencyKey($"claim/{claim.Key}"), ct));
    }

    // A claim that is no longer as the file left it was changed since, by this step or by somebody who knew better.
    private Task<Effect> TraceAsync(TraceClaimsStep step, string claim, CancellationToken ct)
    {
        var id = _ids.Of(CaseKey.Claim(claim));
        var (before, after) = (Sources(_walk.Chain(claim)), Sources(step.Chain));
        return ChangeClaimAsync(
            step, id,
            found => found.Sources.SequenceEqual(after) || !found.Sources.SequenceEqual(before),
            found => personas[step.As].TraceClaimAsync(id, found.ETag, after, step.Reason, _walk.IdempotencyKey(step, claim), ct), ct);
    }

    private Task<Effect> RegradeAsync(RegradeClaimStep step, CancellationToken ct)
    {
        var id = _ids.Of(CaseKey.Claim(step.Claim));
        var before = _walk.Credibility(step.Claim);
        return ChangeClaimAsync(
            step, id,
            found => found.Credibility == step.Credibility || found.Credibility != before,
            found => personas[step.As].RegradeClaimAsync(id, found.ETag, step.Credibility, step.Reason, KeyOf(step), ct), ct);
    }

    private Task<Effect> WithdrawAsync(WithdrawClaimStep step, CancellationToken ct)
    {
        var id = _ids.Of(CaseKey.Claim(step.Claim));
        return ChangeClaimAsync(
            step, id,
            found => found.Withdrawn,
            found => personas[step.As].WithdrawClaimAsync(id, found.ETag, step.Reason, KeyOf(step), ct: ct), ct);
    }

    private Task<Effect> ChangeClaimAsync(
        CaseStep step, Guid id, Func<ClaimAnswer, bool> isThere, Func<Versioned<ClaimAnswer>, Task> change, CancellationToken ct) =>
        Once.ChangeAsync(() => personas[step.As].FindClaimAsync(id, ct), isThere, change);

    private Guid[] Sources(IEnumerable<string> keys) => [.. keys.Select(key => _ids.Of(CaseKey.Source(key)))];

    private Guid[]? Claims(IEnumerable<string>? keys) => keys is null ? null : [.. keys.Select(key => _ids.Of(CaseKey.Claim(key)))];
}
