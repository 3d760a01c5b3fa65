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

/// <summary>Records a claim; what is typed is kept on the device until the service has it.</summary>
public sealed partial class ClaimWriter(AssessmentApi api, Viewing viewing, IJSRuntime js, NavigationManager navigation)
{
    private static readonly string[] Assertions = ["behaviour", "belief", "statement", "quantity", "opinion"];

    private readonly string _today = Days.LatestToday(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private Viewer _viewer = new("", [], "CLEAR");
    private ClaimDraft _draft = new();
    private List<Citation> _related = [];
    private PartnershipAnswer? _partnership;
    private IReadOnlyList<Dimension> _dimensions = [];
    private KnownEvidence _evidence = KnownEvidence.None;
    private string _key = "";
    private string _next = "";
    private string _direction = "raises";
    private string? _trouble;
    private string? _refusal;
    private IReadOnlyList<Fault> _refused = [];
    private ChainEditor? _chain;
    private bool _tried;
    private bool _recording;
    private bool _recorded;

    [Parameter, EditorRequired]
    public string Partnership { get; set; } = "";

    private IEnumerable<string> Markings => SubmissionRules.Markings.TakeWhile(marking => !SubmissionRules.IsAbove(marking, _viewer.Clearance));

    private IEnumerable<Question> Open => Question.Of(_partnership!, _dimensions)
        .Where(question => !_draft.Bearings.Any(bearing => bearing.Dimension == question.Dimension.Code && bearing.Perspective == question.Perspective));

    /// <summary>What is wrong is shown from the first try on, and goes when it is cured.</summary>
    private IReadOnlyList<Fault> Faults => !_tried ? [] : [.. _draft.Faults, .. _chain?.Faults ?? [], .. _refused];

    protected override async Task OnInitializedAsync()
    {
        _viewer = await viewing.WhoAsync();
        _trouble = await Refused.TryAsync(OpenAsync);
    }

    private async Task OpenAsync()
    {
        var (partnership, dimensions) = (api.FindPartnershipAsync(Partnership), api.FindDimensionsAsync(Partnership));
        _dimensions = await dimensions ?? [];
        var found = (await partnership)?.Content;
        if (found is null) { _trouble = "There is no such partnership that your clearance shows."; return; }

        _key = $"claim:{_viewer.Subject}:{Partnership}";
        var kept = await Kept<ClaimDraft>.ReadAsync(js, _key);
        _draft = kept.Draft?.Draft ?? new() { Marking = found.Marking };
        foreach (var (name, typed) in kept.Typed) TypedField.Set(_draft, name, typed);
        if (kept.Draft is not null) await GoOnAsync(found);
        _related = [.. _draft.Corroborates.Select(id => new Citation(id, "supports")), .. _draft.Contradicts.Select(id => new Citation(id, "opposes"))];
        _evidence = await KnownEvidence.LoadAsync(api, _related.Select(one => one.Claim));
        _partnership = found;
    }

    // The answer to what was recorded may have been lost: it is not recorded twice, and what was written since is another claim.
    private async Task GoOnAsync(PartnershipAnswer partnership)
    {
        if ((await api.FindClaimAsync(_draft.Id))?.Content is not { } recorded) return;
        if (recorded.Statement != _draft.Statement.Trim())
        {
            _draft.Id = Guid.CreateVersion7();
            return;
        }

        await js.InvokeVoidAsync("assessmentKeep.drop", _key);
        _draft = new() { Marking = partnership.Marking };
    }

    private async Task KeepAsync()
    {
        if (_recorded) return;
        if (!_recording) (_refusal, _refused) = (null, []);
        await js.InvokeVoidAsync("assessmentKeep.put", _key, JsonSerializer.Serialize(new KeptDraft<ClaimDraft>("", _draft)));
    }

    private Task SetDateAsync(ChangeEventArgs typed)
    {
        _draft.InformationDate = (string?)typed.Value ?? "";
        return KeepAsync();
    }

    private Task AddAsync()
    {
        TakeChosen();
        return KeepAsync();
    }

    // What is chosen counts, added or not.
    private void TakeChosen()
    {
        if (Open.FirstOrDefault(question => question.Key == _next) is { } asked) _draft.Bearings.Add(new Bearing(asked.Dimension.Code, _direction, asked.Perspective));
        _next = "";
    }

    private Task TakeOutAsync(Bearing bearing)
    {
        _draft.Bearings.Remove(bearing);
        return KeepAsync();
    }

    private Task RelateAsync(KnownEvidence more)
    {
        _evidence = _evidence.With(more);
        _draft.Corroborates = [.. _related.Where(one => one.Stance == "supports").Select(one => one.Claim)];
        _draft.Contradicts = [.. _related.Where(one => one.Stance == "opposes").Select(one => one.Claim)];
        return KeepAsync();
    }

    private async Task DiscardAsync()
    {
        await js.InvokeVoidAsync("assessmentKeep.drop", _key);
        (_draft, _related, _refusal, _refused, _tried, _next) = (new() { Marking = _partnership!.Marking }, [], null, [], false, "");
        _chain?.Forget();
    }

    private async Task RecordAsync()
    {
        if (_recording || _recorded) return;
        TakeChosen();
        _chain?.TakeChosen();
        (_tried, _refusal, _refused) = (true, null, []);
        if (Faults.Count > 0)
        {
            await KeepAsync();
            return;
        }

        _recording = true;
        _refusal = await Refused.TryAsync(() => api.RecordClaimAsync(_draft.Claim(Partnership), _draft.Id.ToString()), Look);
        _recorded = _refusal is null;
        _recording = false;
        if (!_recorded)
        {
            await KeepAsync(_refusal, _refused);
            return;
        }

        await js.InvokeVoidAsync("assessmentKeep.done", _key);
        navigation.NavigateTo($"/partnerships/{Partnership}/claims/{_draft.Id}");
    }

    private async Task KeepAsync(string? refusal, IReadOnlyList<Fault> refused)
    {
        await KeepAsync();
        (_refusal, _refused) = (refusal, refused);
    }

    // What was recorded before its last change stays as it was recorded.
    private void Look(ApiProblem problem)
    {
        _refused = Fault.Of(problem);
        if (problem.Code is not ("idempotency-key-reused" or "already-exists")) return;
        _draft.Id = Guid.CreateVersion7();
        _refused = [new("", "This was recorded already, before it was last changed. Press once more to record what stands here as another claim, or discard it.")];
    }
}
