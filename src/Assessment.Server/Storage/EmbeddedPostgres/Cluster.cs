using System.Net;
using System.Net.Sockets;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>A private, durable PostgreSQL on loopback, for those who bring none: found or fetched, started and stopped with the service.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly Postmaster _postmaster;
    private readonly Login _superuser;
    private readonly ILogger _log;
    private Login? _owner;
    private Login? _service;
    private int _ended;

    private Cluster(DataFolder folder, Postmaster postmaster, Login superuser, bool tookOver, ILogger log)
    {
        _folder = folder;
        _postmaster = postmaster;
        _superuser = superuser;
        _log = log;
        TookOver = tookOver;
    }

    /// <summary>For the service at work: it reads facts and records them.</summary>
    public string ConnectionString => _service!.ConnectionString;

    /// <summary>For migrations.</summary>
    public string OwnerConnectionString => _owner!.ConnectionString;

    /// <summary>For whoever looks after the cluster itself; the service does not use it.</summary>
    internal string SuperuserConnectionString => _superuser.ConnectionString;

    public int Major => _postmaster.Binaries.Major;

    /// <summary>Where its programs come from, in words.</summary>
    public string Source => _postmaster.Binaries.Folder.Source;

    /// <summary>The server was left running by an earlier service that was killed.</summary>
    public bool TookOver { get; }

    /// <exception cref="ClusterUnavailableException">No database can run here; the message says what to do.</exception>
    public static Task<Cluster> StartAsync(ClusterSettings settings, ILogger log, CancellationToken ct) =>
        StartAsync(settings, BinarySearch.OfThisMachine(), FreePort, log, ct);

    internal static async Task<Cluster> StartAsync(ClusterSettings settings, BinarySearch search, Func<int> pickPort, ILogger log, CancellationToken ct)
    {
        var folder = DataFolder.Open(settings.DataDirectory);
        try
        {
            return await StartAsync(folder, settings.Durable, search, pickPort, log, ct);
        }
        catch (CommandFailedException e)
        {
            folder.Dispose();
            throw new ClusterUnavailableException($"The database in '{folder.Path}' cannot be made ready. {e.Message}", e);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server, also one that was taken over, and lets go of the data directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) is 1)
            return;

        try
        {
            await _postmaster.StopAsync();
            _log.Stopped(_superuser.Port);
        }
        catch (CommandFailedException e)
        {
            _log.StoppedBadly(_superuser.Port, e.Message);
        }

        _folder.Dispose();
    }

    /// <summary>What kill -9 of the service does: the server runs on, and only the lock is gone.</summary>
    internal void Abandon()
    {
        if (Interlocked.Exchange(ref _ended, 1) is 0)
            _folder.Dispose();
    }

    private static async Task<Cluster> StartAsync(DataFolder folder, bool durable, BinarySearch search, Func<int> pickPort, ILogger log, CancellationToken ct)
    {
        // The data decides which programs will do: another major version must never open them.
        var major = folder.Major;
        var user = await ServerUser.ForAsync(folder.Path, major is { } there ? folder.Cluster(there) : null, ct);
        var binaries = await search.FindAsync(major, user, log, ct);
        var postmaster = new Postmaster(binaries, user, folder.Cluster(binaries.Major), durable);
        var password = folder.Password();
        if (major is null)
        {
            log.Creating(binaries.Major, postmaster.Cluster);
            await postmaster.InitializeAsync(password, ct);
        }

        var earlier = await EarlierServer.FindAsync(postmaster.Cluster, password, log, ct);
        if (earlier is not null && earlier.Value.Durable != durable)
        {
            await postmaster.StopAsync();
            earlier = null;
        }

        var superuser = earlier?.Login ?? new Login(await postmaster.StartAsync(pickPort, log, ct), Login.Superuser, password);
        var cluster = new Cluster(folder, postmaster, superuser, tookOver: earlier is not null, log);
        try
        {
            (cluster._owner, cluster._service) = await superuser.SetUpAsync(ct);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        if (cluster.TookOver)
            log.TookOver(superuser.Port, postmaster.Cluster);
        else
            log.Started(cluster.Major, cluster.Source, superuser.Port, postmaster.Cluster);

        return cluster;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
