using Assessment.Server.Access;
using Assessment.Server.Evidence;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>How a text keeps the standards of the trade.</summary>
public sealed record CheckedTradecraft(IReadOnlyList<TradecraftAnswer> Tradecraft);

/// <summary>Looks at a text while it is written: what a new assessment of it would show. Writes nothing.</summary>
public static class CheckTradecraftEndpoint
{
    public static Task<NewAssessment> LoadAsync(PostAssessment body, IQuerySession session, CancellationToken ct) =>
        PostAssessmentEndpoint.LoadAsync(body, session, ct);

    public static ProblemDetails Validate(PostAssessment body, NewAssessment opened, Actor actor, DateOnly today) =>
        PostAssessmentEndpoint.Validate(body with { Submit = false }, opened, actor, today);

    /// <summary>A claim that the writer may not see, or that is of another partnership, counts as one that does not exist.</summary>
    [WolverinePost("/api/v1/assessments/tradecraft"), Requires(Permission.WriteAssessments)]
    public static CheckedTradecraft Post(PostAssessment body, NewAssessment opened, Actor actor)
    {
        bool IsSeen(ClaimState claim) => claim.Partnership == body.Partnership && actor.Sees(claim.MarkingNow);
        var seen = opened.Evidence with { Claims = opened.Evidence.Claims.Where(claim => IsSeen(claim.Value)).ToDictionary() };
        foreach (var claim in seen.Claims.Values) Reading.Shows(claim.MarkingNow);
        return new(TradecraftPolicy.Of(opened.Content!, opened.Partnership!, seen));
    }
}
