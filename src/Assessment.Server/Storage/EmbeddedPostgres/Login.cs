using Npgsql;

namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>A way into the server: as whom, on which port.</summary>
internal sealed record Login(int Port, string User, string Password)
{
    public const string Superuser = "postgres";
    public const string Database = "assessment";

    /// <summary>The database of the server's own, for which no other needs to be there.</summary>
    private const string Maintenance = "postgres";

    public string ConnectionString => Builder(Database).ConnectionString;

    /// <summary>Who answers: with scram the server, too, has to know the password.</summary>
    public async Task<(string DataDirectory, bool Durable)> AskAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(Maintenance, ct);
        await using var command = new NpgsqlCommand("select current_setting('data_directory'), current_setting('fsync') = 'on'", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetString(0), reader.GetBoolean(1));
    }

    /// <summary>Makes the database and the roles that work in it; from then on nothing needs the superuser.</summary>
    /// <returns>Who migrates and who serves, each with a password that is good until the next start and kept nowhere.</returns>
    public async Task<(Login Owner, Login Service)> SetUpAsync(CancellationToken ct)
    {
        await using (var server = await OpenAsync(Maintenance, ct))
        {
            await using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", server) { Parameters = { new() { Value = Database } } };
            if (await exists.ExecuteScalarAsync(ct) is false) await ExecuteAsync(server, $"create database {Database}", ct);
        }

        await using var database = await OpenAsync(Database, ct);
        await ExecuteAsync(database, Script.Read("roles.sql"), ct);
        return (await AsAsync("assessment_owner", database, ct), await AsAsync("assessment_service", database, ct));
    }

    private async Task<Login> AsAsync(string role, NpgsqlConnection database, CancellationToken ct)
    {
        var login = this with { User = role, Password = DataFolder.NewPassword() };
        await ExecuteAsync(database, $"alter role {role} password '{login.Password}'", ct);
        return login;
    }

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Builder(database).ConnectionString) { Pooling = false, Timeout = 5 }.ConnectionString);
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

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlConnectionStringBuilder Builder(string database) =>
        new() { Host = "127.0.0.1", Port = Port, Username = User, Password = Password, Database = database };
}
