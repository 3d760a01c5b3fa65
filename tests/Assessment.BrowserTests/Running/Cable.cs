using System.Net;
using System.Net.Sockets;

namespace Assessment.BrowserTests.Running;

/// <summary>A way over TCP to a server, which a test can cut, hold up and mend.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _end = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _gone = new();
    private readonly Uri _far;
    private CancellationTokenSource _whole = new();
    private TaskCompletionSource _flows = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Cable(Uri far)
    {
        _far = far;
        _flows.SetResult();
        _end.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://{_end.LocalEndpoint}");

    public static Cable To(Uri far) => new(far);

    /// <summary>What is under way breaks off, and nothing new comes through.</summary>
    public void Cut() => _whole.Cancel();

    /// <summary>What is sent arrives later.</summary>
    public void HoldUp() => _flows = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend()
    {
        _whole = new();
        _flows.TrySetResult();
    }

    public ValueTask DisposeAsync()
    {
        _gone.Cancel();
        _whole.Cancel();
        _flows.TrySetResult();
        _end.Stop();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (!_gone.IsCancellationRequested) _ = CarryAsync(await _end.AcceptTcpClientAsync(_gone.Token));
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var here = near;
        using var there = new TcpClient();
        var whole = _whole.Token;
        await there.ConnectAsync(_far.Host, _far.Port, whole);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(whole);
        await Task.WhenAny(PassAsync(here.GetStream(), there.GetStream(), ended.Token), PassAsync(there.GetStream(), here.GetStream(), ended.Token));
        await ended.CancelAsync();
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, ct) is > 0 and var read)
        {
            await _flows.Task.WaitAsync(ct);
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }
}
