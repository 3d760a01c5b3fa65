using System.Collections.Concurrent;
using System.Threading.Channels;
using Assessment.Server.Http;
using Assessment.Server.Partnerships;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Npgsql;

namespace Assessment.Server.Picture;

/// <summary>A picture that somebody has been given, and up to which position it is known to reach.</summary>
public sealed record ShownPicture(long Position, IReadOnlyList<DimensionAnswer> Dimensions);

/// <summary>Somebody who listens to a partnership. What they do not take in time is not kept: they are dropped and resume.</summary>
public sealed class Listener(string partnership, Marking clearance, string actor)
{
    public const int Capacity = 64;

    private readonly Channel<PictureEvent> _events = Channel.CreateBounded<PictureEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public string Partnership => partnership;

    public Marking Clearance => clearance;

    public string Actor => actor;

    public ChannelReader<PictureEvent> Events => _events.Reader;

    /// <summary>What the listener has been given so far, and up to which position; null until the first events are on their way.</summary>
    public ShownPicture? Shown { get; set; }

    public void Give(PictureEvent change)
    {
        if (!_events.Writer.TryWrite(change)) _events.Writer.TryComplete();
    }
}

/// <summary>
/// Looks four times a second, while anybody listens, which pictures have changed, works each out once for every clearance among
/// the listeners, and gives the same bytes to all of them. However much is published, nobody is told more than once a second:
/// what changed meanwhile is told together. Every node does so for itself, from the same rows.
/// </summary>
public sealed partial class PictureFeed(NpgsqlDataSource database, StandingsReader standings, IDocumentStore store, TimeProvider clock, IConfiguration settings, ILogger<PictureFeed> log) : BackgroundService
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How long who was told of a change hears of no other.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>How often a stream that has nothing to tell says that it is there.</summary>
    public const int HeartbeatSeconds = 15;

    // To each the second in which it is their turn to be told that the stream is there.
    private readonly ConcurrentDictionary<Listener, int> _listeners = new();
    private readonly Dictionary<(string Partnership, Marking Clearance), Followed> _followed = [];
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private long _seen = -1;
    private uint _joined;

    /// <summary>How many may listen on this node.</summary>
    public int Most { get; } = settings.GetValue("Assessment:Streams:Node", 2000);

    /// <summary>How many streams one actor may have open on it.</summary>
    public int MostOfAnActor { get; } = settings.GetValue("Assessment:Streams:Actor", 20);

    /// <summary>False when there are as many as may be.</summary>
    public bool TryJoin(Listener listener)
    {
        lock (_open)
        {
            var own = _open.GetValueOrDefault(listener.Actor);
            if (_listeners.Count >= Most || own >= MostOfAnActor) return false;
            _open[listener.Actor] = own + 1;
            return _listeners.TryAdd(listener, (int)(Interlocked.Increment(ref _joined) % HeartbeatSeconds));
        }
    }

    public void Leave(Listener listener)
    {
        lock (_open)
        {
            if (!_listeners.TryRemove(listener, out _)) return;
            if (_open[listener.Actor] is var own and > 1) _open[listener.Actor] = own - 1;
            else _open.Remove(listener.Actor);
        }
    }

    /// <summary>
    /// What a clearance is shown of every dimension in which anything turned since a position, also when that was taken back: somebody may have been
    /// told of it. Everything assessed when none is given, or one that the store never gave.
    /// </summary>
    public async Task<IReadOnlyList<PictureEvent>> SinceAsync(Listener listener, long? since, CancellationToken ct)
    {
        var (position, now) = await PictureAsync(listener.Partnership, listener.Clearance, ct);
        listener.Shown = new(position, now);
        if (since is not { } last || await IsBeyondAsync(last, position, ct)) return PictureEvent.Of(0, position, PictureEvent.Differing(null, now));
        if (last >= position) return [];
        var turned = await standings.TurnedAsync(listener.Partnership, last, position, listener.Clearance, ct);
        return PictureEvent.Of(last, position, [.. now.Where(Moved)]);

        // With one side of a dimension the asymmetry of the other has changed, if that is assessed.
        bool Moved(DimensionAnswer dimension) => turned.Contains((dimension.Dimension, dimension.Perspective))
            || (dimension.Analysts > 0 && turned.Contains((dimension.Dimension, dimension.Perspective?.Turned())));
    }

    // Another node may be a moment ahead of this one.
    private async Task<bool> IsBeyondAsync(long last, long position, CancellationToken ct)
    {
        if (last <= position) return false;
        await using var command = database.CreateCommand($"select coalesce(max(seq_id), 0) from {Store.FactSchema}.mt_events");
        return await command.ExecuteScalarAsync(ct) is long recorded && last > recorded;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAsync(stoppingToken), BeatAsync(stoppingToken));

    private async Task BeatAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var second = 0; await timer.WaitForNextTickAsync(ct); second = (second + 1) % HeartbeatSeconds)
        {
            foreach (var (listener, turn) in _listeners)
            {
                if (turn == second) listener.Give(PictureEvent.Heartbeat);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_listeners.IsEmpty)
            {
                _seen = -1;
                _followed.Clear();
                continue;
            }

            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Away(log, away);
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var groups = _listeners.Keys.GroupBy(listener => (listener.Partnership, listener.Clearance)).ToArray();
        var (reached, changed) = await ChangedAsync([.. groups.Select(group => group.Key.Partnership).Distinct()], ct);
        foreach (var group in groups)
        {
            if (!_followed.TryGetValue(group.Key, out var followed)) _followed[group.Key] = followed = new Followed();
            followed.Owed |= changed.Contains(group.Key.Partnership);
            if (followed is { Owed: true, Told: { } told } && TimeProvider.System.GetElapsedTime(told) < Rest) continue;

            var before = followed.Shown;
            if (before is null || followed.Owed) followed.Shown = await PictureAsync(group.Key.Partnership, group.Key.Clearance, ct);
            if (followed.Owed) (followed.Told, followed.Owed) = (TimeProvider.System.GetTimestamp(), false);
            // What was taken in between the two questions is in the picture already.
            Give(group, Math.Max(reached, followed.Shown!.Position), before?.Dimensions, followed.Shown.Dimensions);
        }

        foreach (var left in _followed.Keys.Except(groups.Select(group => group.Key)).ToArray()) _followed.Remove(left);
        _seen = reached;
    }

    /// <summary>To each listener what differs from what they were given; nearly always that is the same for all, and made once.</summary>
    private static void Give(IEnumerable<Listener> listeners, long position, IReadOnlyList<DimensionAnswer>? before, IReadOnlyList<DimensionAnswer> now)
    {
        PictureEvent[]? shared = null;
        foreach (var listener in listeners)
        {
            // Somebody who has just come may have been shown more than was known when this look began.
            if (listener.Shown is not { } shown || ReferenceEquals(shown.Dimensions, now) || shown.Position > position) continue;
            var events = ReferenceEquals(shown.Dimensions, before) ? shared ??= Events(shown) : Events(shown);
            foreach (var change in events) listener.Give(change);
            listener.Shown = new(position, now);
        }

        PictureEvent[] Events(ShownPicture shown) => PictureEvent.Of(shown.Position, position, PictureEvent.Differing(shown.Dimensions, now));
    }

    private async Task<(long Reached, HashSet<string> Changed)> ChangedAsync(string[] partnerships, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with changed as (
                select partnership from assessment.standing where partnership = any($3) and valid_from > $2
                union select partnership from assessment.standing where partnership = any($3) and valid_until > $2 and valid_until < 9223372036854775807
                union select partnership from assessment.remarked_claim where position > $2
                union select partnership from assessment.dissent where valid_from > $2
                union select partnership from assessment.dissent where valid_until > $2 and valid_until < 9223372036854775807)
            select coalesce(max(last_seq_id), 0), array(select partnership from changed where partnership = any($3))
            from assessment_events.mt_event_progression where name = $1
            """);
        command.Parameters.AddWithValue(ReadModels.Standings);
        // Nobody has been shown anything before the first look.
        command.Parameters.AddWithValue(_seen < 0 ? long.MaxValue : _seen);
        command.Parameters.AddWithValue(partnerships);
        return (await command.ListAsync(row => (row.GetInt64(0), row.GetFieldValue<string[]>(1).ToHashSet()), ct)).Single();
    }

    private async Task<ShownPicture> PictureAsync(string partnership, Marking clearance, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var state = await PartnershipState.LoadAsync(session, partnership, Horizon.Now, ct);
        var moment = clock.GetUtcNow();
        var held = await standings.ReadAsync(partnership, null, Picturing.TrendFrom(moment), validAt: null, ct);
        return new(held.Position, Picturing.Of(new Asking(state!, clearance, moment), held.Now, held.Before, held.Dissents));
    }

    /// <summary>A picture that is listened to under one clearance.</summary>
    private sealed class Followed
    {
        /// <summary>As it was last worked out; null before that.</summary>
        public ShownPicture? Shown { get; set; }

        /// <summary>Whether it has changed since.</summary>
        public bool Owed { get; set; }

        /// <summary>When a change was told last, as a timestamp of the machine; null before the first.</summary>
        public long? Told { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What has changed cannot be looked up; listeners wait")]
    private static partial void Away(ILogger log, Exception exception);
}
