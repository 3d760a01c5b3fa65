using System.Text.Json;

namespace Assessment.Ledger.Bundles;

/// <summary>
/// Which removals of text are lawful: those that a later fact approved, naming the position and the case, after another person
/// had proposed just that.
/// </summary>
internal sealed class Redactions
{
    private const string Proposed = "redaction-proposed";
    private const string Approved = "redaction-approved";

    private readonly Dictionary<Guid, Step> proposals = [];
    private readonly Dictionary<long, List<(Step Approval, Step Proposal)>> approvals = [];
    private readonly List<(long Index, long Position, string Case)> removed = [];

    /// <summary>Whether facts of this type are part of redacting.</summary>
    public static bool Concerns(string type) => type is Proposed or Approved;

    /// <summary>Takes a fact without text.</summary>
    public void Remove(long index, long position, string @case) => removed.Add((index, position, @case));

    /// <summary>Takes a fact about redacting whose text the log commits to.</summary>
    public void Take(long index, Leaf leaf, string data)
    {
        if (Step.Read(index, leaf.Actor, data) is not { } step) return;
        if (leaf.Type == Proposed) proposals.TryAdd(step.Redaction, step);
        else if (proposals.TryGetValue(step.Redaction, out var proposal) && proposal.Position == step.Position && proposal.Case == step.Case
            && proposal.Actor.Length > 0 && step.Actor.Length > 0 && proposal.Actor != step.Actor)
            (approvals.TryGetValue(step.Position, out var list) ? list : approvals[step.Position] = []).Add((step, proposal));
    }

    /// <summary>Sorts what was removed into lawful and not.</summary>
    public (List<Redaction> Lawful, List<Finding> Unlawful) Judge()
    {
        var (lawful, unlawful) = (new List<Redaction>(), new List<Finding>());
        foreach (var (index, position, @case) in removed)
        {
            var approved = approvals.GetValueOrDefault(position)?.FirstOrDefault(pair => pair.Approval.Case == @case && pair.Approval.Index > index);
            if (approved is ({ } approval, { } proposal)) lawful.Add(new Redaction(index, position, @case, proposal.Actor, approval.Actor));
            else unlawful.Add(new Finding(Outcome.Tampered, index, $"its text was removed in case {@case}, which the log does not hold as proposed by one person and approved by another"));
        }

        return (lawful, unlawful);
    }

    private sealed record Step(long Index, string Actor, Guid Redaction, long Position, string Case)
    {
        public static Step? Read(long index, string actor, string data)
        {
            try
            {
                var members = JsonElement.Parse(data);
                return members.ValueKind == JsonValueKind.Object
                    && members.TryGetProperty("redaction", out var redaction) && redaction.ValueKind == JsonValueKind.String && redaction.TryGetGuid(out var id)
                    && members.TryGetProperty("position", out var position) && Number(position) is { } number
                    && members.TryGetProperty("case", out var @case) && @case.ValueKind == JsonValueKind.String && @case.GetString() is { Length: <= BundledFact.LongestCase } outside
                    ? new Step(index, actor, id, number, outside)
                    : null;
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
            {
                return null;
            }
        }

        private static long? Number(JsonElement value) =>
            (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)) || (value.ValueKind == JsonValueKind.String && Text.TryNumber(value.GetString(), out number)) ? number : null;
    }
}
