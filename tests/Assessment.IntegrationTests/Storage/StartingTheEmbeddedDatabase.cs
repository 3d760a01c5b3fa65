using System.Net;
using System.Net.Sockets;
using Assessment.Server.Storage.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

public sealed class StartingTheEmbeddedDatabase : InADataDirectory
{
    [Fact]
    public async Task A_first_start_creates_a_database_that_answers()
    {
        var cluster = await StartAsync();

        Assert.Equal(1, await AskAsync<int>(cluster, "select 1"));
        Assert.False(cluster.TookOver);
        Assert.True(cluster.Major >= 15);
        Assert.NotEmpty(cluster.Source);
    }

    [Fact]
    public async Task The_server_is_set_up_as_the_store_needs_it()
    {
        var cluster = await StartAsync();

        Assert.Equal(
            ["127.0.0.1", "", "UTF8", "true", "UTC", "on", "off", "200", "256MB", "scram-sha-256"],
            await AskAsync<string[]>(cluster, """
                select array[current_setting('listen_addresses'), current_setting('unix_socket_directories'), current_setting('server_encoding'),
                    (lower('ÜЖ') = 'üж' and 'Z' < 'a' and (select count(*) = 0 from pg_database where datname = 'assessment' and datcollversion is not null))::text, current_setting('timezone'), current_setting('data_checksums'),
                    current_setting('jit'), current_setting('max_connections'), current_setting('shared_buffers'), current_setting('password_encryption')]
                """));
    }

    [Theory]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public async Task Only_a_durable_one_syncs_to_disk(bool durable, string expected)
    {
        var cluster = await StartAsync(durable);

        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
            Assert.Equal(expected, await AskAsync<string>(cluster, $"select current_setting('{setting}')"));
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_stop()
    {
        var first = await StartAsync();
        await WriteAsync(first, "kept");
        await first.DisposeAsync();

        Assert.Equal("kept", await ReadAsync(await StartAsync()));
    }

    [Fact]
    public async Task A_stop_lets_nobody_connect_any_more()
    {
        var cluster = await StartAsync();
        await cluster.DisposeAsync();
        await cluster.DisposeAsync();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync<int>(cluster, "select 1"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var cluster = await StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Password = "wrong" };

        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Cancel));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task A_lost_password_file_is_named()
    {
        await (await StartAsync()).DisposeAsync();
        File.Delete(PasswordPath);

        var refusal = await Assert.ThrowsAsync<ClusterUnavailableException>(() => StartAsync());

        Assert.Contains(PasswordPath, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_one_password_that_is_kept_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await StartAsync();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PasswordPath));

        Assert.Equal(["postgres.password", "service.lock"], Directory.GetFiles(DataDirectory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_second_service_on_the_same_data_is_refused()
    {
        var first = await StartAsync();

        var refusal = await Assert.ThrowsAsync<ClusterUnavailableException>(() => StartAsync());

        Assert.Contains($"Another service uses the data directory '{DataDirectory}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await AskAsync<int>(first, "select 1"));
    }

    [Fact]
    public async Task A_port_that_is_taken_meanwhile_is_not_the_end()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        free.Start();
        var ports = new Queue<int>([((IPEndPoint)other.LocalEndpoint).Port, ((IPEndPoint)free.LocalEndpoint).Port]);
        free.Stop();

        var cluster = await StartAsync(BinarySearch.OfThisMachine(), ports.Dequeue);

        Assert.Equal(1, await AskAsync<int>(cluster, "select 1"));
        Assert.Empty(ports);
    }

    [Fact]
    public async Task A_half_created_cluster_is_created_again()
    {
        var first = await StartAsync();
        var major = first.Major;
        await first.DisposeAsync();
        Directory.Delete(Path.Combine(DataDirectory, $"postgres-{major}"), recursive: true);
        var half = Directory.CreateDirectory(Path.Combine(DataDirectory, $"postgres-{major}.new")).FullName;
        await File.WriteAllTextAsync(Path.Combine(half, "PG_VERSION"), $"{major}\n", Cancel);

        Assert.Equal(1, await AskAsync<int>(await StartAsync(), "select 1"));
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public async Task Data_of_another_version_is_never_opened()
    {
        var cluster = Directory.CreateDirectory(Path.Combine(DataDirectory, "postgres-99")).FullName;
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "99\n", Cancel);
        if (ServerUser.ServiceIsRoot)
            await (await ServerUser.ForAsync(DataDirectory, null, Cancel)).GiveAsync(cluster, Cancel);

        var refusal = await Assert.ThrowsAsync<ClusterUnavailableException>(() => StartAsync(BinarySearch.OfThisMachine() with { Chosen = null, Downloads = [] }));

        Assert.Contains("No PostgreSQL 99", refusal.Message, StringComparison.Ordinal);
        foreach (var way in new[] { "ConnectionStrings__Assessment", "ASSESSMENT_PG_BIN", "docker compose up -d postgres" })
            Assert.Contains(way, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_folder_without_programs_is_not_replaced_by_another()
    {
        var refusal = await Assert.ThrowsAsync<ClusterUnavailableException>(() => StartAsync(BinarySearch.OfThisMachine() with { Chosen = Path.GetTempPath() }));

        Assert.Contains("ASSESSMENT_PG_BIN", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_folder_on_the_way_is_named()
    {
        Assert.SkipUnless(ServerUser.ServiceIsRoot, "Only root runs the server as another user.");
        var closed = Path.Combine(DataDirectory, "closed");
        Folders.CreateClosed(closed);

        var refusal = await Assert.ThrowsAsync<ClusterUnavailableException>(() =>
            Cluster.StartAsync(new ClusterSettings(Path.Combine(closed, "below", "data")), NullLogger.Instance, Cancel));

        Assert.Contains($"may not enter '{closed}'", refusal.Message, StringComparison.Ordinal);
    }
}
