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
    // Each save is a fact for ever: not one for every pause of a thought.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly string[] Reasons = ["new-evidence", "evidence-withdrawn", "reinterpretation", "error-correction"];

    private readonly string _today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _typing;
    private Viewer _viewer = new("", [], "CLEAR");
    private Draft _draft = new();
    private WrittenDraft? _written;
    private PartnershipAnswer? _partnership;
    private IReadOnlyList<Dimension> _dimensions = [];
    private KnownEvidence _evidence = KnownEvidence.None;
    private string _key = "";
    private string _next = "";
    private string? _trouble;
    private string? _refusal;
    private string? _restored;
    private bool _isStale;
    private bool _saving;

    [Parameter, EditorRequired]
    public string Partnership { get; set; } = "";

    /// <summary>The assessment to edit or revise; null for a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    private string State => _saving ? "Saving …" :
        _written!.Holds(_draft) ? $"Saved as a draft{(_draft.Judgments.All(judgment => judgment.IsComplete) ? "" : "; what is not complete is kept on this device")}." :
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
        var id = Id ?? kept.Draft?.Draft.Id ?? Guid.CreateVersion7();
        var found = await api.FindAssessmentAsync(id);
        if (Id is not null && found is null) { _trouble = "There is no such assessment that you may edit."; return; }

        _written = new WrittenDraft(api, Partnership, id, found);
        _draft = Saved(id, found?.Content);
        Restore(kept);
        await KnowAsync(_draft);
    }

    private Draft Saved(Guid id, AssessmentAnswer? found) => found switch
    {
        { Pending: { } pending } => Draft.Of(id, pending),
        { Published: { } published } => Draft.Of(id, published, found.Marking),
        _ => new Draft { Id = id, Marking = _partnership!.Marking },
    };

    private void Restore(Kept<Draft> kept)
    {
        if (kept.Draft is not { } device) return;
        var draft = device.Draft;
        foreach (var (name, typed) in kept.Typed) TypedField.Set(draft, name, typed);
        if (JsonSerializer.Serialize(draft) == JsonSerializer.Serialize(_draft) || _written!.Holds(draft) && draft.Judgments.All(judgment => judgment.IsComplete)) return;

        _draft = draft;
        _isStale = device.Version.Length > 0 && device.Version != _written!.Version;
        _restored = _isStale
            ? "This is what was typed on this device. Something else was saved since, from another window or device."
            : "This is what was typed on this device and not saved yet.";
    }

    private async Task DiscardAsync()
    {
        await js.InvokeVoidAsync("assessmentKeep.drop", _key);
        (_draft, _restored, _isStale, _refusal) = (Saved(_written!.Id, _written.Held?.Content), null, false, null);
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
        var asked = Open.Single(question => question.Key == _next);
        _draft.Judgments.Add(new DraftJudgment { Dimension = asked.Dimension.Code, Perspective = asked.Perspective });
        _next = "";
        await ChangedAsync();
    }

    private Task TakeOutAsync(DraftJudgment judgment)
    {
        _draft.Judgments.Remove(judgment);
        return ChangedAsync();
    }

    private Task SetCutOffAsync(ChangeEventArgs typed)
    {
        _draft.InformationCutOff = (string?)typed.Value ?? "";
        return ChangedAsync();
    }

    private async Task ChangedAsync()
    {
        await KeepAsync();
        _typing?.Cancel();
        _typing = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        _ = SaveAfterRestAsync(_typing.Token);
    }

    private async Task KeepAsync() => await js.InvokeVoidAsync("assessmentKeep.put", _key, JsonSerializer.Serialize(new KeptDraft<Draft>(_written!.Version, _draft)));

    private async Task SaveAfterRestAsync(CancellationToken ct)
    {
        await Task.Delay(Rest, ct).ContinueWith(_ => { }, TaskScheduler.Default);
        if (ct.IsCancellationRequested || _isStale) return;
        await InvokeAsync(async () =>
        {
            await SaveAsync();
            StateHasChanged();
        });
    }

    private async Task<bool> SaveAsync()
    {
        if (_saving) return false;
        _saving = true;
        var isNew = _written!.Held is null;
        _isStale = false;
        _refusal = await Refused.TryAsync(() => _written.SaveAsync(_draft, _gone.Token), problem => _isStale = problem.Code == "stale-version");
        _saving = false;
        if (_refusal is not null) return false;

        if (_written.Holds(_draft)) _restored = null;
        if (isNew && _written.Held is not null) await MoveAsync();
        await KeepAsync();
        return true;
    }

    // From here on it has an address of its own, under which the device keeps it, too.
    private async Task MoveAsync()
    {
        await js.InvokeVoidAsync("assessmentKeep.drop", _key);
        _key = $"draft:{_viewer.Subject}:{Partnership}:{_written!.Id}";
        await js.InvokeVoidAsync("assessmentPage.address", $"/partnerships/{Partnership}/assessments/{_written.Id}/edit");
    }

    private async Task ReplaceAsync()
    {
        _refusal = await Refused.TryAsync(() => _written!.CatchUpAsync());
        if (_refusal is null) await SaveAsync();
    }

    private async Task SubmitAsync()
    {
        _typing?.Cancel();
        if (_draft.Judgments.FirstOrDefault(judgment => !judgment.IsComplete) is { } judgment)
            _refusal = $"'{judgment.Dimension}' needs a level, a likelihood and a confidence, or has to be taken out.";
        else if (!_draft.CanBeSaved)
            _refusal = "Give it a title, and the day up to which information was used.";
        else if (_written!.OpensRevision && !_draft.HasReason)
            _refusal = "Say why it is revised.";
        else if (await SaveAsync())
        {
            _refusal = await Refused.TryAsync(() => _written.SubmitAsync());
            if (_refusal is not null) return;
            await js.InvokeVoidAsync("assessmentKeep.drop", _key);
            navigation.NavigateTo($"/partnerships/{Partnership}/assessments/{_written.Id}");
        }
    }

    public ValueTask DisposeAsync()
    {
        _gone.Cancel();
        return ValueTask.CompletedTask;
    }
}
