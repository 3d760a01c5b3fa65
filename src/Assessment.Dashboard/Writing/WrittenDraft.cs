using System.Globalization;
using System.Text.Json;
using Assessment.Client;

namespace Assessment.Dashboard.Writing;

/// <summary>
/// Keeps a draft at the service: opens the assessment with what is first complete, writes it anew from then on, and opens a
/// revision of a published one when its reason is given. Nothing is sent that is there already.
/// </summary>
public sealed class WrittenDraft(AssessmentApi api, string partnership, Guid id, Versioned<AssessmentAnswer>? found)
{
    private bool _tried;
    private string _sent = Pending(found);

    public Guid Id => id;

    /// <summary>As the service holds it; null before it does.</summary>
    public Versioned<AssessmentAnswer>? Held { get; private set; } = found;

    /// <summary>Whether the next save opens a revision, for which a reason is needed.</summary>
    public bool OpensRevision => Held?.Content is { Status: "published", Pending: null };

    /// <summary>The version of the text that was read or written last, or the published revision that the next one replaces; empty before there is any.</summary>
    public string Version => Held?.Content switch
    {
        { Pending: not null } content => content.Version.ToString(CultureInfo.InvariantCulture),
        { Published: { } published } => $"revision {published.Revision}",
        _ => "",
    };

    /// <summary>Whether the service holds all of the draft that it takes.</summary>
    public bool Holds(Draft draft) => draft.CanBeSaved && _sent == Written(draft.Content());

    public async Task SaveAsync(Draft draft, CancellationToken ct = default)
    {
        if (!draft.CanBeSaved || Holds(draft) || (OpensRevision && !draft.HasReason)) return;
        var content = draft.Content();
        // A lost answer may have been one to something that was done.
        if (Held is null && _tried) Held = await api.FindAssessmentAsync(id, ct: ct);
        _tried = true;
        Held = Held switch
        {
            null => await api.PostAssessmentAsync(new NewAssessment(partnership, content.Title, content.InformationCutOff, content.Marking, content.Judgments, Id: id), ct: ct),
            { } held when OpensRevision => await api.ReviseAsync(id, held.ETag,
                new NewRevision(new(draft.ReasonCode, draft.ReasonText.Trim()), content.Title, content.InformationCutOff, content.Marking, content.Judgments), ct: ct),
            { } held => await api.EditAsync(id, held.ETag, content, ct),
        };
        _sent = Written(content);
    }

    public Task SubmitAsync(CancellationToken ct = default) => api.SubmitAsync(id, Held!.ETag, ct: ct);

    /// <summary>Takes the version that somebody else's window wrote for seen, so that the next save replaces it.</summary>
    public async Task CatchUpAsync(CancellationToken ct = default)
    {
        Held = await api.FindAssessmentAsync(id, ct: ct);
        _sent = Pending(Held);
    }

    private static string Pending(Versioned<AssessmentAnswer>? held) => held?.Content is { Pending: { } pending } content ? Written(Draft.Of(content.Id, pending).Content()) : "";

    private static string Written(NewContent content) => JsonSerializer.Serialize(content, AssessmentJson.Options);
}
