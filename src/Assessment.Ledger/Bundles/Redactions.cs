using System.Text.Json;

namespace Assessment.Ledger.Bundles;

/// <summary>
/// Which removals of text are lawful: those that a later fact approved, naming the position and the case, after another person
/// had proposed just that. What they left is compared with what was recorded when it was carried out.
/// </summary>
internal sealed class Redactions
{
    private const string Proposed = "redaction-proposed";
    private const string Approved = "redaction-approved";
    private const string CarriedOut = "redaction-carried-out";

    private readonly Dictionary<Guid, Step> proposals = [];
    private readonly Dictionary<long, List<(Step Approval, Step Proposal)>> approvals = [];
    private readonly Dictionary<long, string> left = [];
    private readonly List<(long Index, long Position, string Case, Hash Headers)> removed = [];

    /// <summary>Whether facts of this type are part of redacting.</summary>
    public static bool Concerns(string type) => type is Proposed or Approved or CarriedOut;

    /// <summary>Takes a fact without text.</summary>
    public void Remove(long index, BundledFact fact) => removed.Add((index, fact.Position, fact.Redacted!, Digest.OfHeaders([], fact.Headers)));

    /// <summary>Takes a fact about redacting whose text the log commits to.</summary>
    public void Take(long index, Leaf leaf, string data)
    {
        if (Step.Read(index, leaf.Actor, data) is not { } step) return;
        if (leaf.Type == CarriedOut)
        {
            // The first counts: what somebody puts in later to fit what they have changed comes too late.
            if (step.Headers is not null && approvals.GetValueOrDefault(step.Position)?.Exists(pair => pair.Approval.Redaction == step.Redaction) == true) left.TryAdd(step.Position, step.Headers);
        }
        else if (step.Case is null) return;
        else if (leaf.Type == Proposed) proposals.TryAdd(step.Redaction, step);
        else if (proposals.TryGetValue(step.Redaction, out var proposal) && proposal.Position == step.Position && proposal.Case == step.Case
            && proposal.Actor.Length > 0 && step.Actor.Length > 0 && proposal.Actor != step.Actor)
            (approvals.TryGetValue(step.Position, out var list) ? list : approvals[step.Position] = []).Add((step, proposal));
    }

    /// <summary>Sorts what was removed into lawful and not; what was changed afterwards is both.</summary>
    public (List<Redaction> Lawful, List<Finding> Unlawful) Judge()
    {
        var (lawful, unlawful) = (new List<Redaction>(), new List<Finding>());
        foreach (var (index, position, @case, headers) in removed)
        {
            var approved = approvals.GetValueOrDefault(position)?.FirstOrDefault(pair => pair.Approval.Case == @case && pair.Approval.Index > index);
            if (approved is ({ } approval, { } proposal)) lawful.Add(new Redaction(index, position, @case, proposal.Actor, approval.Actor));
            else unlawful.Add(new Finding(Outcome.Tampered, index, $"its text was removed in case {@case}, which the log does not hold as proposed by one person and approved by another"));
            if (left.TryGetValue(position, out var then) && then != headers.ToHex())
                unlawful.Add(new Finding(Outcome.Tampered, index, $"its headers are not those that the redaction in case {@case} left"));
        }

        return (lawful, unlawful);
    }

    private sealed record Step(long Index, string Actor, Guid Redaction, long Position, string? Case, string? Headers)
    {
        public static Step? Read(long index, string actor, string data)
        {
            try
            {
                var members = JsonElement.Parse(data);
                return members.ValueKind == JsonValueKind.Object
                    && members.TryGetProperty("redaction", out var redaction) && redaction.ValueKind == JsonValueKind.String && redaction.TryGetGuid(out var id)
                    && members.TryGetProperty("position", out var position) && Number(position) is { } number
                    ? new Step(index, actor, id, number, TextOf(members, "case", BundledFact.LongestCase), TextOf(members, "headersDigest", 2 * Hash.Length))
                    : null;
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
            {
                return null;
            }
        }

        private static string? TextOf(JsonElement members, string name, int longest) =>
            members.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.GetString() is { } text && text.Length <= longest ? text : null;

        private static long? Number(JsonElement value) =>
            (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)) || (value.ValueKind == JsonValueKind.String && Text.TryNumber(value.GetString(), out number)) ? number : null;
    }
}
