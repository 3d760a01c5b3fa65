using Assessment.Server.Storage;
using JasperFx;
using Marten;
using Npgsql;
using Xunit;

namespace Assessment.IntegrationTests.Storage;

/// <summary>Every row of every read model, as text, and how they are built anew.</summary>
internal static class ReadModelRows
{
    public static async Task RebuildAsync(NpgsqlDataSource source)
    {
        await using var store = DocumentStore.For(options =>
        {
            Store.Configure(options, source);
            options.AutoCreateSchemaObjects = AutoCreate.None;
        });
        using var daemon = await store.BuildProjectionDaemonAsync();
        foreach (var name in ReadModels.All.Keys) await daemon.RebuildProjectionAsync(name, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    public static async Task<Dictionary<string, string[]>> ReadAsync(NpgsqlDataSource source)
    {
        var rows = new Dictionary<string, string[]>();
        foreach (var table in ReadModels.All.Values.SelectMany(model => model.Tables))
        {
            await using var command = source.CreateCommand($"select t::text from {table} t order by t::text collate \"C\"");
            rows[table] = [.. await command.ListAsync(row => row.GetString(0), TestContext.Current.CancellationToken)];
        }

        return rows;
    }
}
