using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Assessment.Server.Audit.Redactions;

/// <summary>A lead approves what an auditor has proposed; the text goes soon after.</summary>
public static class ApproveRedactionEndpoint
{
    public static Task<RedactionState?> LoadAsync(Guid id, IQuerySession session, CancellationToken ct) => RedactionState.LoadAsync(session, id, ct);

    public static ProblemDetails Validate(RedactionState? redaction, Actor actor, IfMatch ifMatch)
    {
        if (redaction is null || !actor.Sees(redaction.Marking)) return Refusal.NotFound(RedactionResource.Name);
        var stale = ifMatch.Against(redaction.Version);
        if (!ReferenceEquals(stale, WolverineContinue.NoProblems)) return stale;
        if (redaction.Approval is not null) return Refusal.Conflict("redaction-approved", "The redaction is approved already.");
        return redaction.Proposal.By == actor.Id
            ? Refusal.Forbidden("own-work", "Nobody approves what they have proposed; ask another lead.")
            : WolverineContinue.NoProblems;
    }

    [WolverinePost("/api/v1/audit/redactions/{id:guid}/approval"), Requires(Permission.ApproveRedactions), Changes]
    public static (Written, Append, CarryOutRedaction) Post(RedactionState redaction)
    {
        var (written, append) = Write.Changed<RedactionState>(RedactionResource.Name, redaction.Id, redaction.Version,
            [new RedactionApproved(redaction.Id, redaction.Proposed.Position, redaction.Proposed.Case)], redaction.Partnership, Codes.Of(redaction.Marking));
        return (written, append, new CarryOutRedaction(redaction.Id));
    }
}
