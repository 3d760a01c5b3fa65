using System.ComponentModel.DataAnnotations;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Partnerships;

/// <summary>A lead asks one more question of a partnership than the catalogue does.</summary>
public sealed record DefineDimension(
    [property: SlugForm] string Code,
    [property: Name(1, 200)] string Name,
    [property: Words(1, 2000)] string Question,
    bool Directed,
    [property: Range(1, 3650)] int ReviewDays,
    IReadOnlyList<Level> Levels) : IValidatableObject
{
    private static readonly NameAttribute Label = new(1, 100);
    private static readonly WordsAttribute Definition = new(1, 2000);

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (!Levels.Select(level => level?.Number).SequenceEqual([1, 2, 3, 4, 5]))
            yield return new ValidationResult("The five levels 1 to 5 stand here in order.", [nameof(Levels)]);
        else if (Levels.Any(level => !Label.IsValid(level.Label) || !Definition.IsValid(level.Definition)))
            yield return new ValidationResult("Every level has a label of at most 100 characters on one line, none of them invisible, and a definition of at most 2000 characters.", [nameof(Levels)]);
    }
}

public static class DefineDimensionEndpoint
{
    public static Task<PartnershipState?> LoadAsync(string id, IQuerySession session, CancellationToken ct) =>
        PartnershipState.LoadAsync(session, id, Horizon.Now, ct);

    public static ProblemDetails Validate(DefineDimension body, PartnershipState? partnership, Actor actor)
    {
        if (partnership is null || !actor.Sees(partnership.Marking)) return Refusal.NotFound("partnership");
        if (partnership.DimensionOf(body.Code) is not null) return Refusal.Conflict("dimension-exists", $"The dimension '{body.Code}' exists; take another code.");
        return WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/partnerships/{id}/dimensions"), Requires(Permission.SetUpPartnerships)]
    public static (Written, Append) Post(DefineDimension body, PartnershipState partnership) => Write.Created<PartnershipState>(
        DimensionResource.Name,
        Streams.OfPartnership(partnership.Id),
        $"/api/v1/partnerships/{partnership.Id}/dimensions/{body.Code}",
        [new DimensionDefined(partnership.Id, new Dimension(body.Code, body.Name, body.Question, body.Directed, body.ReviewDays, body.Levels))],
        partnership.Id, Codes.Of(partnership.Marking), version: partnership.Version, part: body.Code);
}
