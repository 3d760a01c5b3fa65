using System.ComponentModel.DataAnnotations;
using Assessment.Client.Rules;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Evidence;

/// <summary>An analyst records one statement that sources make: the unit of evidence.</summary>
public sealed record RecordClaim(
    [property: SlugForm] string Partnership,
    [property: Words(1, 10_000)] string Statement,
    [property: MinLength(1), MaxLength(50), DistinctItems] IReadOnlyList<Guid> Chain,
    [property: Range(1, 6)] int Credibility,
    DateOnly InformationDate,
    Assertion Asserts,
    [property: MaxLength(50), DistinctItems] IReadOnlyList<Bearing> Bearings,
    Marking Marking = Marking.Clear,
    [property: MaxLength(200), DistinctItems] IReadOnlyList<Guid>? Corroborates = null,
    [property: MaxLength(200), DistinctItems] IReadOnlyList<Guid>? Contradicts = null,
    Quantity? Quantity = null,
    [property: Words(1, 4000)] string? Reference = null,
    [property: NotEmptyId] Guid? Id = null)
{
    public IReadOnlyList<Guid> Related => [.. (Corroborates ?? []).Union(Contradicts ?? [])];
}

public static class RecordClaimEndpoint
{
    public static async Task<(PartnershipState?, CitedEvidence)> LoadAsync(RecordClaim body, IQuerySession session, CancellationToken ct)
    {
        var (partnerships, evidence) = await CitedEvidence.LoadAsync(session, [body.Partnership], body.Related, body.Chain, null, ct);
        return (partnerships.GetValueOrDefault(body.Partnership), evidence);
    }

    public static ProblemDetails Validate(RecordClaim body, PartnershipState? partnership, CitedEvidence evidence, Actor actor, DateOnly today)
    {
        if (partnership is null || !actor.Sees(partnership.Marking))
            return Refusal.Unprocessable("unknown-partnership", $"There is no partnership '{body.Partnership}' that you may see.");
        if (!actor.Sees(body.Marking))
            return Refusal.Unprocessable("marking-above-clearance", "Mark the claim no higher than your own clearance.");
        if (body.Marking < partnership.Marking)
            return Refusal.Unprocessable("marking-below-partnership", $"The partnership is marked {Codes.Of(partnership.Marking)}; mark what is said about it at least as high.");
        if (body.InformationDate > today)
            return Refusal.Unprocessable("date-in-future", $"Information cannot be of a day to come anywhere: in {Days.FurthestAheadName} it is {today:yyyy-MM-dd} (UTC may be a day behind). Correct informationDate.");
        if (body.Bearings.Select(bearing => partnership.Misfit(bearing.Dimension, bearing.Perspective)).FirstOrDefault(misfit => misfit is not null) is { } no)
            return no;
        if (evidence.UnknownSource(body.Chain, actor) is { } missing)
            return Refusal.Unprocessable("unknown-source", $"There is no source {missing}; register it first.");
        if (body.Related.Where(claim => !Related(claim, body, evidence, actor)).Cast<Guid?>().FirstOrDefault() is { } unknown)
            return Refusal.Unprocessable("unknown-claim", $"There is no claim {unknown} on this partnership that you may see.");

        var corroborators = (body.Corroborates ?? []).Select(evidence.Claim).OfType<ClaimState>();
        return Corroboration.Refuses(body.Credibility, body.Chain[0], corroborators, evidence) ?? WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/claims"), Requires(Permission.RecordEvidence)]
    public static (Written, Append) Post(RecordClaim body, CitedEvidence evidence)
    {
        var id = body.Id ?? Guid.CreateVersion7();
        var recorded = new ClaimRecorded(id, body.Partnership, body.Statement, body.Chain, body.Credibility, body.InformationDate, body.Marking, body.Asserts,
            body.Bearings, Marked(body.Corroborates, evidence), Marked(body.Contradicts, evidence), body.Quantity, body.Reference);
        var (written, append) = Write.Created<ClaimState>(ClaimResource.Name, id, $"/api/v1/claims/{id}", [recorded], body.Partnership, Codes.Of(body.Marking));
        append = append with { Also = session => Alike.Keep(session, id, recorded) };
        // What confirms it may have moved meanwhile.
        return (written, body.Credibility == 1 ? append with { SetsInMotion = [new ReviewCredibility(new(id, written.Version), id)] } : append);
    }

    private static bool Related(Guid claim, RecordClaim body, CitedEvidence evidence, Actor actor) =>
        evidence.Claim(claim) is { } other && other.Partnership == body.Partnership && actor.Sees(other.Marking);

    private static RelatedClaim[] Marked(IReadOnlyList<Guid>? claims, CitedEvidence evidence) =>
        [.. (claims ?? []).Select(claim => new RelatedClaim(claim, evidence.Claims[claim].Marking))];
}
