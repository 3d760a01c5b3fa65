using System.Text.Json;
using Assessment.Dashboard.Layout;
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

    private async Task ChangedAsync()
    {
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
        if (ct.IsCancellationRequested || _isStale) return;
        await InvokeAsync(async () =>
        {
            await SaveAsync();
            StateHasChanged();
        });
    }

    private async Task<bool> SaveAsync()
    {
        await _turn.WaitAsync(_gone.Token);
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
        await js.InvokeVoidAsync("assessmentKeep.drop", _key);
        _key = $"draft:{_viewer.Subject}:{Partnership}:{_written!.Id}";
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
        if (_submitting) return;
        _submitting = true;
        _typing?.Cancel();
        _refusal = Missing;
        if (_refusal is null && await SaveAsync())
        {
            _refusal = await Refused.TryAsync(() => _written!.SubmitAsync());
            if (_refusal is null)
            {
                await js.InvokeVoidAsync("assessmentKeep.drop", _key);
                navigation.NavigateTo($"/partnerships/{Partnership}/assessments/{_written!.Id}");
            }
        }

        _submitting = false;
    }

    private string? Missing =>
        _draft.Judgments.FirstOrDefault(judgment => !judgment.IsComplete) is { } judgment ? $"'{judgment.Dimension}' needs a level, a likelihood or a whole distribution, and a confidence, or has to be taken out." :
        !_draft.CanBeSaved ? "Give it a title, and the day up to which information was used." :
        _written!.OpensRevision && !_draft.HasReason ? "Say why it is revised." :
        null;
}
