using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Storage;

/// <summary>Small words for hand-written queries.</summary>
public static class Commands
{
    /// <summary>A parameter that may be absent; its type is said, because null has none.</summary>
    public static void AddOptional(this NpgsqlParameterCollection parameters, NpgsqlDbType type, object? value) =>
        parameters.AddWithValue(type, value ?? DBNull.Value);

    /// <summary>All rows of a query.</summary>
    public static async Task<List<T>> ListAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The rows of a query up to the one with which they weigh more than they may, and whether there were more.</summary>
    public static async Task<(List<T> Rows, bool More)> ListAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, Func<T, long> weigh, long most, CancellationToken ct)
    {
        var (rows, weight) = (new List<T>(), 0L);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (weight > most) return (rows, true);
            rows.Add(read(reader));
            weight += weigh(rows[^1]);
        }

        return (rows, false);
    }
}
