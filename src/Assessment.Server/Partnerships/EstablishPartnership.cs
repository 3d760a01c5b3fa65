using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Partnerships;

/// <summary>A lead puts a relationship between states under assessment.</summary>
public sealed record EstablishPartnership(
    [property: SlugForm] string Id,
    [property: Name(1, 200)] string Name,
    [property: MinLength(2), MaxLength(10), DistinctItems] IReadOnlyList<string> Parties,
    [property: Range(0, 3)] int Reviewers = 1,
    Marking Marking = Marking.Clear,
    [property: MaxLength(10), DistinctItems] IReadOnlyList<TradecraftStandard>? Tradecraft = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Parties.FirstOrDefault(party => !Countries.Exists(party)) is { } unknown)
            yield return new ValidationResult($"'{unknown}' is no ISO 3166-1 alpha-2 code.", [nameof(Parties)]);
        if (RequiredStandards.FaultOf(Tradecraft) is { } fault) yield return new ValidationResult(fault, [nameof(Tradecraft)]);
    }
}

public static class EstablishPartnershipEndpoint
{
    public static Task<PartnershipState?> LoadAsync(EstablishPartnership body, IQuerySession session, CancellationToken ct) =>
        PartnershipState.LoadAsync(session, body.Id, Horizon.Now, ct);

    public static ProblemDetails Validate(EstablishPartnership body, PartnershipState? existing, Actor actor)
    {
        if (existing is not null) return Refusal.Conflict(PartnershipExists, $"The partnership '{body.Id}' exists; take another id or change that one.");
        if (!actor.Sees(body.Marking)) return Refusal.Unprocessable("marking-above-clearance", "Mark it no higher than your own clearance.");
        return WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/partnerships"), Requires(Permission.SetUpPartnerships)]
    public static (Written, Append) Post(EstablishPartnership body) => Write.Created<PartnershipState>(
        PartnershipResource.Name,
        Streams.OfPartnership(body.Id),
        $"/api/v1/partnerships/{body.Id}",
        [new PartnershipEstablished(body.Id, body.Name, body.Parties, body.Reviewers, body.Marking, body.Tradecraft is { Count: > 0 } asked ? [.. asked.Order()] : null)],
        body.Id, Codes.Of(body.Marking), PartnershipExists);

    private const string PartnershipExists = "partnership-exists";
}
