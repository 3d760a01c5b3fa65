using Npgsql;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>How the service reaches the server.</summary>
internal sealed record Login(int Port, string Password)
{
    public const string Superuser = "postgres";
    public const string Database = "assessment";

    public string ConnectionString => Builder(Database).ConnectionString;

    /// <summary>Who answers: with scram the server, too, has to know the password.</summary>
    public async Task<(string DataDirectory, bool Durable)> AskAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = new NpgsqlCommand("select current_setting('data_directory'), current_setting('fsync') = 'on'", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetString(0), reader.GetBoolean(1));
    }

    public async Task CreateDatabaseAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = Database } } };
        if (await exists.ExecuteScalarAsync(ct) is true)
            return;

        await using var create = new NpgsqlCommand($"create database {Database} owner {Superuser}", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Builder(Superuser).ConnectionString) { Pooling = false, Timeout = 5 }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private NpgsqlConnectionStringBuilder Builder(string database) =>
        new() { Host = "127.0.0.1", Port = Port, Username = Superuser, Password = Password, Database = database };
}
