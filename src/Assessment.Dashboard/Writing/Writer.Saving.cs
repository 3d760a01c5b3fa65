using System.Text.Json;
using Assessment.Client.Rules;
using Assessment.Dashboard.Layout;
using Assessment.Dashboard.Words;
using Microsoft.JSInterop;

namespace Assessment.Dashboard.Writing;

/// <summary>Where what is written is kept: on the device at once, at the service when it rests or is asked for.</summary>
public sealed partial class Writer
{
    private const string Overtaken = "Something else was saved since, from another window or device.";

    private const string Discarding = "Discard what stands here and is not saved?";

    // Each save is a fact for ever: not one for every pause of a thought.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private CancellationTokenSource? _typing;
    private string _key = "";
    private string _version = "";
    private string _held = "";
    private bool _isStale;
    private bool _saving;
    private bool _submitting;
    private bool _submitted;
    private bool _tried;

    private async Task ChangedAsync()
    {
        if (_submitted) return;
        if (!_isStale) _refusal = null;
        await KeepAsync();
        _typing?.Cancel();
        _typing = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        _ = SaveAfterRestAsync(_typing.Token);
    }

    // With the version that it was written on, for as long as nobody has decided what is to replace what.
    private async Task KeepAsync()
    {
        var written = JsonSerializer.Serialize(_draft);
        await js.InvokeVoidAsync("assessmentKeep.put", _key, JsonSerializer.Serialize(new KeptDraft<Draft>(_version, _draft, written == _held)));
    }

    private async Task SaveAfterRestAsync(CancellationToken ct)
    {
        await Task.Delay(Rest, ct).ContinueWith(_ => { }, TaskScheduler.Default);
        if (ct.IsCancellationRequested || _isStale || _submitting || _submitted) return;
        await InvokeAsync(async () =>
        {
            await SaveAsync();
            StateHasChanged();
        });
    }

    private async Task SaveNowAsync()
    {
        await TakeChosenAsync();
        await SaveAsync();
    }

    private async Task<bool> SaveAsync()
    {
        await _turn.WaitAsync(_gone.Token);
        if (_submitted)
        {
            _turn.Release();
            return false;
        }

        var isNew = _written!.Held is null;
        try
        {
            _saving = true;
            _refusal = _isStale ? $"{Overtaken} Replace it by what stands here, or discard what stands here." : await Refused.TryAsync(SendAsync, problem => _isStale = problem.Code == "stale-version");
        }
        finally
        {
            _saving = false;
            _turn.Release();
        }

        if (_refusal is not null) return false;
        if (_written.Holds(_draft)) _restored = null;
        if (isNew && _written.Held is not null) await MoveAsync();
        await KeepAsync();
        return true;
    }

    private async Task SendAsync()
    {
        var (sent, isComplete) = (JsonSerializer.Serialize(_draft), _draft.CanBeSaved && _draft.IsComplete);
        await _written!.SaveAsync(_draft, _gone.Token);
        _version = _written.Version;
        if (isComplete && !_written.OpensRevision) _held = sent;
    }

    // From here on it has an address of its own, under which the device keeps it, too.
    private async Task MoveAsync()
    {
        var before = _key;
        _key = $"draft:{_viewer.Subject}:{Partnership}:{_written!.Id}";
        await js.InvokeVoidAsync("assessmentKeep.move", before, _key);
        await js.InvokeVoidAsync("assessmentPage.address", $"/partnerships/{Partnership}/assessments/{_written.Id}/edit");
    }

    private async Task ReplaceAsync()
    {
        _refusal = await Refused.TryAsync(() => _written!.CatchUpAsync());
        if (_refusal is not null) return;
        _isStale = false;
        await SaveAsync();
    }

    private async Task SubmitAsync()
    {
        if (_submitting || _submitted) return;
        _submitting = true;
        _typing?.Cancel();
        await TakeChosenAsync();
        (_tried, _refusal) = (true, null);
        if (Faults.Count == 0 && await SaveAsync())
        {
            _refusal = await Refused.TryAsync(() => _written!.SubmitAsync());
            if (_refusal is null)
            {
                _submitted = true;
                await js.InvokeVoidAsync("assessmentKeep.done", _key);
                navigation.NavigateTo($"/partnerships/{Partnership}/assessments/{_written!.Id}");
            }
        }

        _submitting = false;
    }

    // A dimension that is chosen is judged, added or not: it is not let go silently.
    private async Task TakeChosenAsync()
    {
        if (_next.Length > 0) await AddAsync();
    }

    /// <summary>All that keeps it from being submitted, from the first try on.</summary>
    private IReadOnlyList<Fault> Faults => _tried ? [.. Missing] : [];

    private IEnumerable<Fault> Missing
    {
        get
        {
            if (_written!.OpensRevision && _draft.ReasonCode.Length == 0) yield return new("reasonCode", "Say why it is revised.");
            if (_written.OpensRevision && string.IsNullOrWhiteSpace(_draft.ReasonText)) yield return new("reasonText", "Say it in words, too.");
            if (string.IsNullOrWhiteSpace(_draft.Title)) yield return new("title", "Give it a title.");
            if (!_draft.HasDay) yield return new("informationCutOff", "Give the day up to which information was used.");
            if (_draft.Judgments.Count == 0) yield return new("next-dimension", "Judge at least one dimension.");
            foreach (var judgment in _draft.Judgments)
            {
                var name = NameOf(judgment);
                foreach (var fault in judgment.Faults) yield return fault with { Sentence = $"{name}: {fault.Sentence}" };
                foreach (var broken in SubmissionRules.BrokenBy(judgment.Weigh(_evidence, Partnership), _draft.Marking))
                    yield return new(DraftJudgment.FieldOf(judgment, broken.Code), Refused.InWords(broken.Sentence, _dimensions));
            }
        }
    }

    private string NameOf(DraftJudgment judgment) =>
        _dimensions.FirstOrDefault(dimension => dimension.Code == judgment.Dimension) is { } dimension ? new Question(dimension, judgment.Perspective).Name : judgment.Dimension;
}
