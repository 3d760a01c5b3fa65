using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Partnerships;

/// <summary>A lead gives a partnership another name, another number of reviewers or other standards that a submission must meet.</summary>
public sealed record ChangePartnership(
    [property: Name(1, 200)] string? Name = null,
    [property: Range(0, 3)] int? Reviewers = null,
    [property: MaxLength(10), DistinctItems] IReadOnlyList<TradecraftStandard>? Tradecraft = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (RequiredStandards.FaultOf(Tradecraft) is { } fault) yield return new ValidationResult(fault, [nameof(Tradecraft)]);
    }
}

public static class ChangePartnershipEndpoint
{
    public static Task<PartnershipState?> LoadAsync(string id, IQuerySession session, CancellationToken ct) =>
        PartnershipState.LoadAsync(session, id, Horizon.Now, ct);

    public static ProblemDetails Validate(PartnershipState? partnership, Actor actor, IfMatch ifMatch) =>
        partnership is null || !actor.Sees(partnership.Marking) ? Refusal.NotFound("partnership") : ifMatch.Against(partnership.Version);

    [WolverinePatch("/api/v1/partnerships/{id}"), Requires(Permission.SetUpPartnerships), Changes]
    public static (Written, Append) Patch(ChangePartnership body, PartnershipState partnership)
    {
        IReadOnlyList<TradecraftStandard>? tradecraft = body.Tradecraft is null ? null : [.. body.Tradecraft.Order()];
        if (tradecraft?.SequenceEqual(partnership.Tradecraft) is true) tradecraft = null;
        var changed = new PartnershipChanged(partnership.Id, body.Name ?? partnership.Name, body.Reviewers ?? partnership.Reviewers, tradecraft);
        var same = changed.Name == partnership.Name && changed.Reviewers == partnership.Reviewers && tradecraft is null;
        return Write.Changed<PartnershipState>(PartnershipResource.Name, Streams.OfPartnership(partnership.Id), partnership.Version,
            same ? [] : [changed], partnership.Id, Codes.Of(partnership.Marking));
    }
}
