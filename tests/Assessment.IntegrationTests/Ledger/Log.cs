using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assessment.IntegrationTests.Running;
using Assessment.Ledger;
using Assessment.Server.Evidence;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NSec.Cryptography;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>The ledger of a database as anybody with SQL sees it, and what it must be, worked out anew.</summary>
public sealed class Log(NpgsqlDataSource database)
{
    public const string Origin = "assessment.local/log";

    /// <summary>The locks of the sequencer and of the signer, for tests that keep them from their work.</summary>
    public const long SequencerLock = 7261043902, SignerLock = 7261043903;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<T?> AskAsync<T>(string sql, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.AddWithValue(parameter);
        var found = await command.ExecuteScalarAsync(Cancel);
        return found is null or DBNull ? default : (T)found;
    }

    public Task<List<T>> ListAsync<T>(string sql) => ListAsync(sql, row => row.GetFieldValue<T>(0));

    public async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ListAsync(read, Cancel);
    }

    public async Task RunAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>As a superuser who has put the triggers aside.</summary>
    public Task TamperAsync(string sql) => RunAsync($"""
        do $tamper$ declare t record; begin
            for t in select distinct tgrelid::regclass as name from pg_trigger where tgrelid::regclass::text ~ '^assessment_(ledger|events)\.' and not tgisinternal loop
                execute format('alter table %s disable trigger all', t.name);
            end loop;
        end $tamper$;
        {sql};
        do $tamper$ declare t record; begin
            for t in select distinct tgrelid::regclass as name from pg_trigger where tgrelid::regclass::text ~ '^assessment_(ledger|events)\.' loop
                execute format('alter table %s enable trigger all', t.name);
            end loop;
            for t in select tgrelid::regclass as name, tgname from pg_trigger where tgrelid::regclass::text ~ '^assessment_(ledger|events)\.' and not tgisinternal loop
                execute format('alter table %s enable always trigger %I', t.name, t.tgname);
            end loop;
        end $tamper$;
        """);

    /// <summary>Waits until nothing is queued.</summary>
    public Task<long> IntegratedAsync() => Eventually.FindAsync(() => AskAsync<long>("select count(*) from assessment_ledger.queue"), queued => queued == 0);

    /// <summary>Waits until a checkpoint covers everything recorded.</summary>
    public async Task<Checkpoint> SignedAsync()
    {
        await IntegratedAsync();
        var size = await AskAsync<long>("select size from assessment_ledger.tree_state");
        await Eventually.FindAsync(() => AskAsync<long>("select coalesce(max(size), 0) from assessment_ledger.checkpoint"), signed => signed == size);
        return await LatestAsync();
    }

    /// <summary>The latest checkpoint, its signature verified.</summary>
    public async Task<Checkpoint> LatestAsync()
    {
        var (note, key) = (await ListAsync("select note, key from assessment_ledger.checkpoint order by size desc limit 1", row => (row.GetString(0), row.GetString(1)))).Single();
        Assert.True(VerifierKey.TryParse(key, out var verifier));
        Assert.True(Checkpoint.TryOpen(Encoding.UTF8.GetBytes(note), Origin, new Ed25519(verifier), out var checkpoint), note);
        return checkpoint;
    }

    /// <summary>What each leaf must say, made of the facts and their salts as they are stored, in the order of the log.</summary>
    public Task<List<string>> ExpectedLinesAsync() => ListAsync(
        """
        select seq_id, id, stream_id, version, type, timestamp, user_name, coalesce(correlation_id, ''), coalesce(causation_id, ''), headers::text, data::text, salt
        from assessment_ledger.leaf join assessment_events.mt_events using (seq_id) left join assessment_ledger.salt using (seq_id) order by index
        """,
        row => string.Create(CultureInfo.InvariantCulture,
            $"{{\"v\":1,\"kind\":\"event\",\"log\":\"{Origin}\",\"seq\":\"{row.GetInt64(0)}\",\"id\":\"{row.GetGuid(1)}\",\"stream\":\"{row.GetGuid(2)}\",\"version\":\"{row.GetInt64(3)}\"," +
            $"\"type\":\"{row.GetString(4)}\",\"recorded\":\"{row.GetFieldValue<DateTimeOffset>(5).UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}Z\",\"actor\":\"{row.GetString(6)}\"," +
            $"\"corr\":\"{row.GetString(7)}\",\"caus\":\"{row.GetString(8)}\",\"headers\":\"{Digest(3, row.GetFieldValue<byte[]>(11), row.GetString(9))}\",\"data\":\"{Digest(2, row.GetFieldValue<byte[]>(11), row.GetString(10))}\"}}"));

    /// <summary>Every fact has exactly one leaf that says what it must, indexes are dense, and the root is that of these leaves.</summary>
    public async Task<long> IsWholeAsync()
    {
        Assert.Equal(0, await AskAsync<long>("select count(*) from assessment_events.mt_events full join assessment_ledger.leaf using (seq_id) where index is null or id is null"));
        var lines = await ListAsync("select index, line from assessment_ledger.leaf order by index", row => (Index: row.GetInt64(0), Line: row.GetString(1)));
        Assert.Equal(Enumerable.Range(0, lines.Count).Select(index => (long)index), lines.Select(leaf => leaf.Index));
        Assert.Equal(await ExpectedLinesAsync(), lines.Select(leaf => leaf.Line));
        var (size, root) = (await ListAsync("select size, root from assessment_ledger.tree_state", row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)))).Single();
        Assert.Equal(lines.Count, size);
        Assert.Equal(Convert.ToHexString(Root([.. lines.Select(leaf => leaf.Line)])), Convert.ToHexString(root));
        return size;
    }

    /// <summary>MTH of RFC 6962 §2.1, as it is written there.</summary>
    public static byte[] Root(ReadOnlySpan<string> lines)
    {
        if (lines.IsEmpty) return SHA256.HashData([]);
        if (lines.Length == 1) return SHA256.HashData([0x00, .. Encoding.UTF8.GetBytes(lines[0])]);
        var k = 1;
        while (k * 2 < lines.Length) k *= 2;
        return SHA256.HashData([0x01, .. Root(lines[..k]), .. Root(lines[k..])]);
    }

    private static string Digest(byte prefix, byte[] salt, string text) => Convert.ToHexStringLower(SHA256.HashData([prefix, .. salt, .. Encoding.UTF8.GetBytes(text)]));

    /// <summary>Writes facts that come to nothing: their positions are gone.</summary>
    public static async Task RollBackAsync(RunningService service, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var connection = await service.Database.OpenConnectionAsync(Cancel);
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await AppendAsync(connection);
            await transaction.RollbackAsync(Cancel);
        }
    }

    /// <summary>Records a fact in whatever transaction is open.</summary>
    public static async Task AppendAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("""
            select assessment_events.mt_quick_append_events(id, 'source_state', '*DEFAULT*', array[gen_random_uuid()], array['source-registered'], array['x'],
                array[jsonb_build_object('source', id, 'name', 'A late source', 'kind', 'media', 'reliability', 'B')], array[null]::bytea[], array['c'], array['c'], array['{"marking": "CLEAR"}']::jsonb[], array['ana'])
            from (select gen_random_uuid() as id) fresh
            """, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>Records facts on streams of their own, without HTTP.</summary>
    public static async Task RecordAsync(RunningService service, int facts, int atOnce = 50)
    {
        var store = service.App.Services.GetRequiredService<IDocumentStore>();
        for (var done = 0; done < facts; done += atOnce)
        {
            await using var session = store.LightweightSession();
            session.LastModifiedBy = "ana";
            session.SetHeader("marking", "CLEAR");
            for (var i = 0; i < Math.Min(atOnce, facts - done); i++)
            {
                var id = Guid.CreateVersion7();
                session.Events.StartStream<SourceState>(id, new SourceRegistered(id, $"Källa «{done + i}»", SourceKind.Media, Reliability.B, null));
            }

            await session.SaveChangesAsync(Cancel);
        }
    }

    /// <summary>Verifies what the service has signed.</summary>
    public sealed class Ed25519(VerifierKey key) : INoteVerifier
    {
        public VerifierKey Key => key;

        public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
            SignatureAlgorithm.Ed25519.Verify(PublicKey.Import(SignatureAlgorithm.Ed25519, key.PublicKey, KeyBlobFormat.RawPublicKey), message, signature);
    }
}
