using System.Net;
using Assessment.Client;
using Assessment.Dashboard.Layout;

namespace Assessment.Dashboard.Picture;

/// <summary>What comes in while the page is open.</summary>
public sealed partial class LivePicture
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _moved = [];
    private readonly List<string> _news = [];
    private DateTimeOffset? _lost;
    private bool _connected;
    private bool _follows;
    private string? _ended;
    private long _told;

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var news in api.FollowPictureAsync(Partnership, Reading!.Now.Position, _leaving.Token))
                await InvokeAsync(() => TakeAsync(news));
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The reader left.
        }
        catch (ApiProblem problem)
        {
            await EndAsync(problem.Status is HttpStatusCode.Unauthorized ? "Your sign-in has ended." : problem.Detail);
        }
        catch (Exception defect) when (!_leaving.IsCancellationRequested)
        {
            Fails(log, defect, Partnership);
            await EndAsync("Changes do not come in any more.");
        }
    }

    private Task EndAsync(string because) => InvokeAsync(() =>
    {
        _ended = because;
        StateHasChanged();
    });

    private async Task TakeAsync(PictureNews news)
    {
        switch (news)
        {
            case FollowingPicture:
                (_connected, _lost) = (true, null);
                break;
            case LostPicture:
                _lost ??= time.GetUtcNow();
                break;
            case DimensionMoved moved:
                Move(moved);
                break;
        }

        StateHasChanged();
        if (news is DimensionMoved) await CatchUpAsync();
    }

    private void Move(DimensionMoved moved)
    {
        var key = Asked.KeyOf(moved.Dimension.Dimension, moved.Dimension.Perspective);
        foreach (var standing in moved.Dimension.Standings) shown.Note(standing.Marking);
        var now = Reading!.Now;
        Reading = Reading with
        {
            Now = now with
            {
                Position = Math.Max(now.Position, moved.Position),
                AsOf = time.GetUtcNow(),
                Dimensions = [.. now.Dimensions.Select(entry => Asked.KeyOf(entry.Dimension, entry.Perspective) == key ? moved.Dimension : entry)],
            },
        };
        _moved.Add(key);
    }

    /// <summary>Says what has changed since the last time, and shows what goes with now as it is now. What fails is tried again with the next tick.</summary>
    private async Task CatchUpAsync()
    {
        var (from, to) = (_told, Reading!.Now.Position);
        if (to <= from) return;
        _told = to;
        var failed = await Refused.TryAsync(() => TellAsync(from, to));
        if (_asked.GoesWithNow && await FindAsync(asked => asked)) failed ??= _refused;
        if (failed is not null) _told = Math.Min(_told, from);
        StateHasChanged();
    }

    /// <summary>Says what has changed, and by whom.</summary>
    private async Task TellAsync(long from, long to)
    {
        if (await api.FindChangesAsync(Partnership, Text(from), Text(to), ct: _leaving.Token) is not { } changes) return;
        _stops = [.. _stops.Concat(Stop.Of(changes)).DistinctBy(stop => stop.Position).OrderBy(stop => stop.Position)];
        _news.Clear();
        _news.AddRange(changes.Dimensions.Select(change => Telling.Of(change, Reading!.Dimensions)));
        await LearnAsync(Story, _leaving.Token);
    }

    private async Task LearnAsync(Stop? stop, CancellationToken ct)
    {
        if (stop is null || (_products.ContainsKey(stop.Assessment) && stop.Position <= Reading!.Now.Position && stop != _stops[^1])) return;
        if ((await api.FindAssessmentAsync(stop.Assessment, Text(stop.Position), ct))?.Content is { } product) _products[stop.Assessment] = product;
    }

    private async Task KeepTimeAsync()
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await InvokeAsync(async () =>
                {
                    _clock = time.GetUtcNow();
                    StateHasChanged();
                    await CatchUpAsync();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The reader left.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A picture cannot be followed: {Partnership}")]
    private static partial void Fails(ILogger log, Exception exception, string partnership);
}
