using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace Assessment.Dashboard.Access;

/// <summary>
/// The pages that are open at this node, and what each was opened with. A connection shows its cookie once, when it begins; so those of
/// a sign-in that has ended, at whatever node, are looked for and cut.
/// </summary>
public sealed partial class OpenPages(ISignIns signIns, ILogger<OpenPages> log) : BackgroundService, IHubFilter
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (Guid SignIn, HubCallerContext Connection)> _open = new();

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (PageCookie.SignInOf(context.Context.User ?? new ClaimsPrincipal()) is { } signIn) _open[context.Context.ConnectionId] = (signIn, context.Context);
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        _open.TryRemove(context.Context.ConnectionId, out _);
        return next(context, exception);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var often = new PeriodicTimer(Pause);
        while (await often.WaitForNextTickAsync(stoppingToken))
        {
            if (_open.IsEmpty) continue;
            try
            {
                await CutAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(log, failure.GetType().Name);
            }
        }
    }

    private async Task CutAsync(CancellationToken ct)
    {
        var open = _open.Values.ToArray();
        var holding = await signIns.HoldAsync([.. open.Select(page => page.SignIn).Distinct()], ct);
        foreach (var (signIn, connection) in open)
        {
            if (!holding.Contains(signIn)) connection.Abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It is not known whose sign-in has ended, {Kind}; open pages stay open, and it is looked at again in a second")]
    private static partial void Failed(ILogger log, string kind);
}
