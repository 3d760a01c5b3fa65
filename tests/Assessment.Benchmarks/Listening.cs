using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Assessment.Benchmarks;

/// <summary>Writes with and without very many open streams, in turns: readers who look on must not slow down those who write.</summary>
public static class Listening
{
    private const int Desks = 10;
    private const int Writers = 4;
    private const int Writes = 600;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bench bench, int streams, int rounds)
    {
        var desks = new List<(Desk Desk, string Claim)>();
        for (var i = 0; i < Desks; i++)
        {
            var desk = await Desk.SetAsync(bench, reviewers: 0, string.Create(CultureInfo.InvariantCulture, $"desk-{i}"));
            desks.Add((desk, await desk.ClaimAsync()));
            await bench.TextAsync(HttpMethod.Post, "/api/v1/assessments", desk.Analyst, desk.Assessment(submit: true, [desks[^1].Claim]));
        }

        // Code that has just been started is compiled anew for a while, beside what is measured.
        for (var i = 0; i < 20; i++) await WriteAsync(bench, desks, ofWhichPublished: 60);
        // Most writes are drafts; what is published changes what the listeners of its desk see.
        return
        [
            .. await CompareAsync(bench, desks, streams, rounds, ofWhichPublished: 0),
            .. await CompareAsync(bench, desks, streams, rounds, ofWhichPublished: 6),
            .. await CompareAsync(bench, desks, streams, rounds, ofWhichPublished: 60, target: true),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> CompareAsync(Bench bench, List<(Desk, string)> desks, int streams, int rounds, int ofWhichPublished, bool target = false)
    {
        await bench.FollowAsync();
        var (events, heard) = (0L, new List<double>());
        Task<Written> Alone() => WriteAsync(bench, desks, ofWhichPublished);
        async Task<Written> Heard()
        {
            await using var listeners = await Listeners.OpenAsync(bench, streams);
            var written = await WriteAsync(bench, desks, ofWhichPublished);
            // What was published last is on its way.
            await bench.FollowAsync();
            await Task.Delay(500);
            Interlocked.Add(ref events, listeners.Events);
            heard.Add(listeners.Open);
            return written;
        }

        var given = await Figures.InterleaveAsync(rounds, ("alone", Alone), ("heard", Heard));
        var (alone, with) = (given["alone"], given["heard"]);
        var rate = Figures.Ratio(with.Select(round => round.Rate), alone.Select(round => round.Rate));
        var slower = Figures.Ratio(with.Select(round => round.Milliseconds.Median()), alone.Select(round => round.Milliseconds.Median()));
        var cpu = Figures.Ratio(with.Select(round => round.Cpu), alone.Select(round => round.Cpu));
        return
        [
            new($"of {Writes} writes {ofWhichPublished} published: median rate, p50 / p95 without a stream", Figures.Write($"{alone.Select(round => round.Rate).Median():0}/s, {Figures.P50P95([.. alone.SelectMany(round => round.Milliseconds)])}")),
            new($"the same with {streams:N0} open streams", Figures.Write($"{with.Select(round => round.Rate).Median():0}/s, {Figures.P50P95([.. with.SelectMany(round => round.Milliseconds)])}")),
            new("streams still open at the end of a round, fewest; events heard a round", Figures.Write($"{heard.Min():N0}; {events / heard.Count:N0}"), "all", heard.Min() >= streams),
            new("write rate with ÷ without, median over the rounds", Figures.Write($"{rate:0.00}"), target ? "≥ 0.90" : "", target ? rate >= 0.90 : null),
            new("write p50 with ÷ without; CPU of a write with ÷ without", Figures.Write($"{slower:0.00}; {cpu:0.00}")),
        ];
    }

    private sealed record Written(double Rate, double Cpu, double[] Milliseconds);

    private static async Task<Written> WriteAsync(Bench bench, List<(Desk Desk, string Claim)> desks, int ofWhichPublished)
    {
        var random = new Random(7);
        int[] chosen = [.. Enumerable.Range(0, Writes).Select(_ => random.Next(desks.Count))];
        var (begun, cpu) = (TimeProvider.System.GetTimestamp(), bench.Cpu());
        var times = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Figures.TimeAsync(Writes / Writers, i =>
        {
            var number = i * Writers + writer;
            var (desk, claim) = desks[chosen[number]];
            return bench.TextAsync(HttpMethod.Post, "/api/v1/assessments", desk.Analyst, desk.Assessment(submit: number * ofWhichPublished % Writes < ofWhichPublished, [claim]));
        }))));
        return new(Writes / TimeProvider.System.GetElapsedTime(begun).TotalSeconds, bench.Cpu() - cpu, [.. times.SelectMany(time => time)]);
    }

    /// <summary>Open streams, read as cheaply as can be: the client is not what is measured.</summary>
    private sealed class Listeners : IAsyncDisposable
    {
        private readonly List<Socket> _sockets = [];
        private readonly List<Task> _reading = [];
        private long _events;
        private int _open;

        public long Events => Interlocked.Read(ref _events);

        public int Open => _open;

        public static async Task<Listeners> OpenAsync(Bench bench, int count)
        {
            var listeners = new Listeners();
            var reader = (await bench.TokenAsync("rea", "reader")).ToString();
            await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(bench.Http.BaseAddress!.Host, bench.Http.BaseAddress.Port, ct);
                await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                    $"GET /api/v1/partnerships/desk-{i % Desks}/stream HTTP/1.1\r\nHost: {bench.Http.BaseAddress.Authority}\r\nAuthorization: {reader}\r\n\r\n")), ct);
                var buffer = new byte[16384];
                if (await socket.ReceiveAsync(buffer, ct) is 0 || !Encoding.ASCII.GetString(buffer, 0, 12).EndsWith("200", StringComparison.Ordinal))
                    throw new InvalidOperationException(Encoding.ASCII.GetString(buffer));
                lock (listeners._sockets)
                {
                    listeners._sockets.Add(socket);
                    listeners._reading.Add(listeners.ReadAsync(socket, buffer));
                }
            });

            // What every stream begins with has been taken.
            await Task.Delay(500);
            Interlocked.Exchange(ref listeners._events, 0);
            return listeners;
        }

        private async Task ReadAsync(Socket socket, byte[] buffer)
        {
            Interlocked.Increment(ref _open);
            try
            {
                while (await socket.ReceiveAsync(buffer) is var received and > 0) Interlocked.Add(ref _events, buffer.AsSpan(0, received).Count("event: picture"u8));
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // Closed by us at the end.
            }

            Interlocked.Decrement(ref _open);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var socket in _sockets) socket.Dispose();
            await Task.WhenAll(_reading);
        }
    }
}
