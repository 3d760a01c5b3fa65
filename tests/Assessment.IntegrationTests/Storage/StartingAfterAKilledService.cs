using System.Globalization;
using Assessment.Server.Storage.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

public sealed class StartingAfterAKilledService : InADataDirectory
{
    [Fact]
    public async Task The_server_of_a_killed_service_is_taken_over_and_then_stopped()
    {
        var killed = await StartAsync();
        await WriteAsync(killed, "kept");
        killed.Abandon();

        var next = await StartAsync();

        Assert.True(next.TookOver);
        Assert.Equal(killed.SuperuserConnectionString, next.SuperuserConnectionString);
        // Nobody keeps the passwords of the roles; who had them before must ask again.
        Assert.NotEqual(killed.ConnectionString, next.ConnectionString);
        Assert.Equal("kept", await ReadAsync(next));
        await next.DisposeAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync<int>(next, "select 1"));
    }

    [Fact]
    public async Task A_server_that_was_not_durable_is_restarted_rather_than_taken_over()
    {
        (await StartAsync(durable: false)).Abandon();

        var next = await StartAsync(durable: true);

        Assert.False(next.TookOver);
        Assert.Equal("on", await AskAsync<string>(next, "select current_setting('fsync')"));
    }

    [Fact]
    public async Task A_server_that_was_killed_too_leaves_a_stale_pid_file_and_its_data()
    {
        var killed = await StartAsync(durable: true);
        await WriteAsync(killed, "kept");
        killed.Abandon();
        await KillAsync(Postmaster(killed));
        Assert.True(File.Exists(PidPath(killed)));

        var next = await StartAsync(durable: true);

        Assert.False(next.TookOver);
        Assert.Equal("kept", await ReadAsync(next));
    }

    [Fact]
    public async Task A_pid_that_now_belongs_to_another_program_is_no_server()
    {
        var first = await StartAsync();
        var stale = (await File.ReadAllLinesAsync(PidPath(first), Cancel))[1..];
        await first.DisposeAsync();
        await File.WriteAllLinesAsync(PidPath(first), [Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. stale], Cancel);

        Assert.Null(await EarlierServer.FindAsync(Path.GetDirectoryName(PidPath(first))!, "", NullLogger.Instance, Cancel));
    }

    [Fact]
    public async Task A_running_server_with_another_password_is_left_alone()
    {
        var killed = await StartAsync();
        killed.Abandon();
        var password = await File.ReadAllTextAsync(PasswordPath, Cancel);
        await File.WriteAllTextAsync(PasswordPath, "another", Cancel);

        var refusal = await Assert.ThrowsAsync<ClusterUnavailableException>(() => StartAsync());

        Assert.Contains("refuses the password", refusal.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(PasswordPath, password, Cancel);
        Assert.True((await StartAsync()).TookOver);
    }

    [Fact]
    public async Task A_copy_of_a_running_cluster_does_not_take_its_server()
    {
        var original = await StartAsync();
        var copy = Directory.CreateDirectory(Path.Combine(DataDirectory, "copy")).FullName;
        File.Copy(PidPath(original), Path.Combine(copy, "postmaster.pid"));

        var refusal = await Assert.ThrowsAsync<ClusterUnavailableException>(async () =>
            await EarlierServer.FindAsync(copy, await File.ReadAllTextAsync(PasswordPath, Cancel), NullLogger.Instance, Cancel));

        Assert.Contains("looks like a copy", refusal.Message, StringComparison.Ordinal);
    }
}
