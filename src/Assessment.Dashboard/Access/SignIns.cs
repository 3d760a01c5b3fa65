using System.Collections.Concurrent;

namespace Assessment.Dashboard.Access;

/// <summary>Somebody's being signed in to the page, from the entering to the leaving.</summary>
/// <param name="Id">Sealed in the cookie; whoever shows it is known as long as this holds.</param>
/// <param name="Subject">The actor.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="ProviderSubject">Whom the identity provider means; null without one.</param>
/// <param name="ProviderSession">The provider's own name for the session, <c>sid</c>; null where it gives none.</param>
public sealed record SignIn(Guid Id, string Subject, DateTimeOffset Until, string? ProviderSubject = null, string? ProviderSession = null);

/// <summary>The sign-ins that hold. A host with several nodes keeps them where all of them look, so that who leaves has left everywhere.</summary>
public interface ISignIns
{
    /// <summary>From now on it holds. What has ended by itself is forgotten meanwhile.</summary>
    Task BeginAsync(SignIn signIn, CancellationToken ct);

    /// <summary>It holds longer than was said.</summary>
    Task ExtendAsync(Guid id, DateTimeOffset until, CancellationToken ct);

    /// <summary>It holds no more; no word about one that did not.</summary>
    Task EndAsync(Guid id, CancellationToken ct);

    /// <summary>The provider's session has ended: all that began in it, or, where no session is named, all of whom it names.</summary>
    Task EndAsync(string? providerSubject, string? providerSession, CancellationToken ct);

    /// <summary>Those of several that hold.</summary>
    Task<IReadOnlySet<Guid>> HoldAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct);
}

/// <summary>Those of a host that is its page's only one.</summary>
public sealed class SignInsInMemory(TimeProvider time) : ISignIns
{
    private readonly ConcurrentDictionary<Guid, SignIn> _all = new();

    public Task BeginAsync(SignIn signIn, CancellationToken ct)
    {
        End(other => other.Until <= time.GetUtcNow());
        _all[signIn.Id] = signIn;
        return Task.CompletedTask;
    }

    public Task ExtendAsync(Guid id, DateTimeOffset until, CancellationToken ct)
    {
        if (_all.TryGetValue(id, out var signIn)) _all.TryUpdate(id, signIn with { Until = until }, signIn);
        return Task.CompletedTask;
    }

    public Task EndAsync(Guid id, CancellationToken ct)
    {
        _all.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public Task EndAsync(string? providerSubject, string? providerSession, CancellationToken ct)
    {
        End(signIn => providerSession is not null ? signIn.ProviderSession == providerSession : providerSubject is not null && signIn.ProviderSubject == providerSubject);
        return Task.CompletedTask;
    }

    public Task<IReadOnlySet<Guid>> HoldAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Task.FromResult<IReadOnlySet<Guid>>(ids.Where(id => _all.TryGetValue(id, out var signIn) && signIn.Until > time.GetUtcNow()).ToHashSet());

    private void End(Predicate<SignIn> which)
    {
        foreach (var signIn in _all.Values.Where(which.Invoke)) _all.TryRemove(signIn.Id, out _);
    }
}
