using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Storage;
using Marten;
using Wolverine.Http;

namespace Assessment.Server.Assessments;

/// <summary>Reads one dissent of an assessment; its version is the assessment's, as its reader is told of it.</summary>
public sealed class DissentResource : IResource
{
    public const string Name = "dissent";

    public string Kind => Name;

    public async Task<Rendered?> ReadAsync(IQuerySession session, Guid id, string? part, Horizon horizon, Actor actor, CancellationToken ct)
    {
        var assessment = await AssessmentState.LoadAsync(session, id, horizon, ct);
        var dissent = assessment is not null && assessment.IsVisible(actor)
            ? assessment.Dissents.FirstOrDefault(open => open.Id.ToString() == part && actor.Sees(open.MarkingNow))
            : null;
        if (dissent is null) return null;
        var remarked = await session.RemarkedAsync([.. dissent.Claims.Select(citation => citation.Claim)], ct);
        return new Rendered(DissentAnswer.Of(dissent, remarked.Where(claim => !actor.Sees(claim.Value)).Select(claim => claim.Key).ToHashSet()), assessment!.SeenBy(actor).Version);
    }
}

public static class GetDissentEndpoint
{
    [WolverineGet("/api/v1/assessments/{id:guid}/dissents/{dissent:guid}"), Requires(Permission.Read), Follows]
    public static async Task<IResult> Get(Guid id, Guid dissent, DissentResource dissents, IQuerySession session, Actor actor, CancellationToken ct) =>
        new Resource(DissentResource.Name, await dissents.ReadAsync(session, id, dissent.ToString(), Horizon.Now, actor, ct));
}
