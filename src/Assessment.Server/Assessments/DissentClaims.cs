using Assessment.Server.Evidence;
using Assessment.Server.Storage;
using Marten;

namespace Assessment.Server.Assessments;

/// <summary>What dissents cite: nothing is asked of it but whether a reader may be shown its id.</summary>
public static class DissentClaims
{
    /// <summary>The same evidence with how the claims that dissents cite are marked now, where they were marked anew.</summary>
    public static async Task<CitedEvidence> KnowingAsync(this CitedEvidence evidence, IQuerySession session, IEnumerable<Dissent> dissents, CancellationToken ct)
    {
        var remarked = await session.RemarkedAsync([.. dissents.SelectMany(dissent => dissent.Claims).Select(citation => citation.Claim)], ct);
        return remarked.Count == 0 ? evidence : evidence with { Remarked = new Dictionary<Guid, Tradecraft.Marking>(evidence.Remarked.Concat(remarked.Where(claim => !evidence.Remarked.ContainsKey(claim.Key)))) };
    }
}
