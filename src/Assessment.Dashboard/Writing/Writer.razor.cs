using System.Globalization;
using System.Text.Json;
using Assessment.Client;
using Assessment.Client.Rules;
using Assessment.Dashboard.Access;
using Assessment.Dashboard.Evidence;
using Assessment.Dashboard.Layout;
using Assessment.Dashboard.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Assessment.Dashboard.Writing;

/// <summary>
/// Writes an assessment judgment by judgment. Every field is kept on the device as it is typed; what is complete goes to the service
/// as a draft when the typing rests, and when it is asked for.
/// </summary>
public sealed partial class Writer(AssessmentApi api, Viewing viewing, IJSRuntime js, NavigationManager navigation)
{
    private static readonly string[] Reasons = ["new-evidence", "evidence-withdrawn", "reinterpretation", "error-correction"];

    private readonly string _today = Days.LatestToday(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private readonly CancellationTokenSource _gone = new();
    private Viewer _viewer = new("", [], "CLEAR");
    private Draft _draft = new();
    private WrittenDraft? _written;
    private PartnershipAnswer? _partnership;
    private IReadOnlyList<Dimension> _dimensions = [];
    private KnownEvidence _evidence = KnownEvidence.None;
    private string _next = "";
    private string? _trouble;
    private string? _refusal;
    private string? _restored;
    private string? _focus;

    [Parameter, EditorRequired]
    public string Partnership { get; set; } = "";

    /// <summary>The assessment to edit or revise; null for a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    private string State => _saving ? "Saving …" :
        _written!.Holds(_draft) ? $"Saved as a draft{(_draft.IsComplete ? "" : "; what is not complete is kept on this device")}." :
        !_draft.CanBeSaved ? "Kept on this device; with a title and a date it is saved as a draft, too." :
        _written.OpensRevision && !_draft.HasReason ? "Kept on this device; with a reason the revision is opened." :
        "Kept on this device; not saved as a draft yet.";

    private IEnumerable<string> Markings => SubmissionRules.Markings.TakeWhile(marking => !SubmissionRules.IsAbove(marking, _viewer.Clearance));

    private IEnumerable<Question> Open => Question.Of(_partnership!, _dimensions)
        .Where(question => !_draft.Judgments.Any(judgment => judgment.Dimension == question.Dimension.Code && judgment.Perspective == question.Perspective));

    protected override async Task OnInitializedAsync()
    {
        _viewer = await viewing.WhoAsync();
        _trouble = await Refused.TryAsync(OpenAsync);
    }

    private async Task OpenAsync()
    {
        var (partnership, dimensions) = (api.FindPartnershipAsync(Partnership), api.FindDimensionsAsync(Partnership));
        _partnership = (await partnership)?.Content;
        _dimensions = await dimensions ?? [];
        if (_partnership is null) { _trouble = "There is no such partnership that your clearance shows."; return; }

        _key = $"draft:{_viewer.Subject}:{Partnership}:{Id?.ToString() ?? "new"}";
        var kept = await Kept<Draft>.ReadAsync(js, _key);
        // What was only opened is as good as new; another window may have it open, too.
        var id = Id ?? (kept.Draft is { Held: false } begun ? begun.Draft.Id : Guid.CreateVersion7());
        var found = await api.FindAssessmentAsync(id);
        if (Id is not null && found is null) { _trouble = "There is no such assessment that you may edit."; return; }

        _written = new WrittenDraft(api, Partnership, id, found);
        Take(Saved(id, found?.Content));
        if (!Restore(kept)) await js.InvokeVoidAsync("assessmentKeep.drop", _key);
        // From here on the device knows what the fields belong to, whatever is heard of them.
        await KeepAsync();
        await KnowAsync(_draft);
    }

    private Draft Saved(Guid id, AssessmentAnswer? found) => found switch
    {
        { Pending: { } pending } => Draft.Of(id, pending),
        { Published: { } published } => Draft.Of(id, published, found.Marking),
        _ => new Draft { Id = id, Marking = _partnership!.Marking },
    };

    private void Take(Draft saved) => (_draft, _held, _version) = (saved, JsonSerializer.Serialize(saved), _written!.Version);

    private bool Restore(Kept<Draft> kept)
    {
        if (kept.Draft is not { } device) return false;
        var (draft, before) = (device.Draft, JsonSerializer.Serialize(device.Draft));
        foreach (var (name, typed) in kept.Typed) TypedField.Set(draft, name, typed);
        if (device.Held && JsonSerializer.Serialize(draft) == before || _written!.Holds(draft) && draft.IsComplete) return false;

        draft.Id = _written!.Id;
        (_draft, _version) = (draft, device.Version);
        _isStale = Id is not null && _version != _written.Version;
        _restored = _isStale ? $"This is what was typed on this device. {Overtaken}" : "This is what was typed on this device and not saved yet.";
        return true;
    }

    private async Task DiscardAsync()
    {
        _refusal = _isStale ? await Refused.TryAsync(() => _written!.CatchUpAsync()) : null;
        if (_refusal is not null) return;
        await js.InvokeVoidAsync("assessmentKeep.drop", _key);
        (_restored, _isStale) = (null, false);
        Take(Saved(_written!.Id, _written.Held?.Content));
        await KeepAsync();
        await KnowAsync(_draft);
    }

    private async Task KnowAsync(Draft draft) =>
        _evidence = await KnownEvidence.LoadAsync(api, draft.Judgments.SelectMany(judgment => judgment.Claims).Select(cited => cited.Claim));

    private Task LearnAsync(KnownEvidence more)
    {
        if (more.Claims.Count > 0) _evidence = _evidence.With(more);
        return ChangedAsync();
    }

    private async Task AddAsync()
    {
        var asked = Open.FirstOrDefault(question => question.Key == _next);
        _next = "";
        if (asked is null) return;
        _draft.Judgments.Add(new DraftJudgment { Dimension = asked.Dimension.Code, Perspective = asked.Perspective });
        _focus = _draft.Judgments[^1].Id;
        await ChangedAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } place) return;
        _focus = null;
        await js.InvokeVoidAsync("assessmentPage.focus", place);
    }

    private Task TakeOutAsync(DraftJudgment judgment)
    {
        var at = _draft.Judgments.IndexOf(judgment);
        _draft.Judgments.Remove(judgment);
        _focus = _draft.Judgments.Count == 0 ? "next-dimension" : _draft.Judgments[Math.Clamp(at, 0, _draft.Judgments.Count - 1)].Id;
        return ChangedAsync();
    }

    private Task SetCutOffAsync(ChangeEventArgs typed)
    {
        _draft.InformationCutOff = (string?)typed.Value ?? "";
        return ChangedAsync();
    }

    public ValueTask DisposeAsync()
    {
        _gone.Cancel();
        return ValueTask.CompletedTask;
    }
}
