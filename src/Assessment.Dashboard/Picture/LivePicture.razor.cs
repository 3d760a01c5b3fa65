using System.Globalization;
using System.Net;
using Assessment.Client;
using Assessment.Dashboard.Access;
using Assessment.Dashboard.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Assessment.Dashboard.Picture;

/// <summary>The partnership's page: the picture as it is and as it changes, or as it was.</summary>
public sealed partial class LivePicture(AssessmentApi api, NavigationManager navigation, ShownMarkings shown, IJSRuntime scripts, TimeProvider time, ILogger<LivePicture> log) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1.2);

    private readonly CancellationTokenSource _leaving = new();
    private readonly Dictionary<Guid, AssessmentAnswer> _products = [];
    private IReadOnlyList<Stop> _stops = [];
    private CancellationTokenSource? _showing;
    private Asked _asked = new();
    private Asked _wanted = new();
    private PictureAnswer? _past;
    private PictureChanges? _between;
    private DateTimeOffset _clock;
    private bool _playing;
    private int _plays;
    private string? _trouble;
    private string? _refused;

    [Parameter, EditorRequired]
    public string Partnership { get; set; } = "";

    [Parameter]
    public string? AsOf { get; set; }

    [Parameter]
    public string? ValidAt { get; set; }

    [Parameter]
    public string? Since { get; set; }

    [Parameter]
    public string? Why { get; set; }

    /// <summary>What the first answer showed; the circuit goes on from there.</summary>
    [PersistentState]
    public Reading? Reading { get; set; }

    private PictureAnswer Shown => _past ?? Reading!.Now;

    private Stop? Story => _stops.LastOrDefault(stop => stop.Position <= Shown.Position);

    /// <summary>The dates the picture knows something new of.</summary>
    private IReadOnlyList<DateOnly> Days =>
        [.. Reading!.Now.Dimensions.SelectMany(entry => entry.Standings).Select(standing => standing.InformationCutOff).Distinct().Order()];

    protected override async Task OnParametersSetAsync()
    {
        _clock = time.GetUtcNow();
        var given = new Asked(Asked.Moment(AsOf, _clock), Asked.Day(ValidAt), Asked.Moment(Since, _clock), Why);
        if (Reading is not null && Reading.Partnership.Id == Partnership && given == _asked && _stops.Count > 0) return;

        if (Reading?.Partnership.Id != Partnership)
        {
            Reading = null;
            _trouble = await Refused.TryAsync(async () => Reading = await Reading.LoadAsync(api, Partnership, _leaving.Token));
        }

        if (Reading is null)
        {
            if (_trouble is null) navigation.NotFound();
            return;
        }

        _stops = Reading.Stops;
        _told = Reading.Now.Position;
        if (Reading.Latest is { } latest) _products[latest.Id] = latest;
        await ShowAsync(_ => given);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (_follows || Reading is null) return;
        _follows = true;
        _ = FollowAsync();
        _ = KeepTimeAsync();
    }

    private async Task ShowAsync(Func<Asked, Asked> change)
    {
        if (await FindAsync(change) && RendererInfo.IsInteractive) await WriteAddressAsync();
    }

    /// <summary>Looks for the picture asked for; false when another was asked for meanwhile. A wish builds on the one before, granted or not yet; what is refused is said, and the picture stays.</summary>
    private async Task<bool> FindAsync(Func<Asked, Asked> change)
    {
        var asked = _wanted = change(_wanted);
        _showing?.Cancel();
        var showing = _showing = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        try
        {
            var refused = await Refused.TryAsync(() => LookAsync(asked, showing.Token));
            if (showing.IsCancellationRequested) return false;
            _refused = refused;
            if (refused is not null) _wanted = _asked;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task LookAsync(Asked asked, CancellationToken ct)
    {
        var past = asked.IsNow ? null : (await api.FindPictureAsync(Partnership, asked.AsOf, asked.ValidAt, ct: ct))?.Content ?? throw new ApiProblem(HttpStatusCode.NotFound, "not-found", "There is no picture of this moment that you may see.");
        var between = asked.Since is null ? null : await CompareAsync(asked.Since, asked.AsOf ?? Text(Reading!.Now.Position), ct);
        ct.ThrowIfCancellationRequested();
        (_asked, _past, _between) = (asked with { Why = _wanted.Why }, past, between);
        await LearnAsync(Story, ct);
    }

    // Whoever drags past the moment to compare with means the time between the two.
    private async Task<PictureChanges?> CompareAsync(string from, string to, CancellationToken ct)
    {
        try
        {
            return await api.FindChangesAsync(Partnership, from, to, ct: ct);
        }
        catch (ApiProblem problem) when (problem.Code == "dates-out-of-order")
        {
            return await api.FindChangesAsync(Partnership, to, from, ct: ct);
        }
    }

    private async Task LayOpenAsync(string key)
    {
        var why = _asked.Why == key ? null : key;
        (_asked, _wanted) = (_asked with { Why = why }, _wanted with { Why = why });
        await WriteAddressAsync();
    }

    private async Task PlayAsync()
    {
        if (_playing)
        {
            _playing = false;
            return;
        }

        // Whoever stops it and starts it again before the next step does not want it twice.
        var play = ++_plays;
        _playing = true;
        var from = _asked.AsOf is null || Story is not { } shown ? 0 : _stops.Index().First(stop => stop.Item == shown).Index + 1;
        for (var next = from; _playing && play == _plays && next <= _stops.Count; next++)
        {
            var moment = next == _stops.Count ? null : Text(_stops[next].Position);
            await ShowAsync(asked => asked with { AsOf = moment });
            StateHasChanged();
            await Task.Delay(Step, _leaving.Token);
        }

        if (play == _plays) _playing = false;
    }

    private async Task WriteAddressAsync()
    {
        try
        {
            await scripts.InvokeVoidAsync("assessmentPage.address", _asked.Address(Partnership));
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // There is no address bar any more.
        }
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _leaving.Dispose();
    }
}
