using Assessment.Dashboard.Access;
using Npgsql;
using NpgsqlTypes;

namespace Assessment.Server.Storage;

/// <summary>Who is signed in to the page, kept where every node looks: who leaves at one has left everywhere.</summary>
public sealed class PageSignIns(NpgsqlDataSource database) : ISignIns
{
    public async Task BeginAsync(SignIn signIn, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with ended as (delete from assessment.page_sign_ins where ends_at <= now())
            insert into assessment.page_sign_ins (id, subject, provider_subject, provider_session, ends_at) values ($1, $2, $3, $4, $5)
            """);
        command.Parameters.AddWithValue(signIn.Id);
        command.Parameters.AddWithValue(signIn.Subject);
        command.Parameters.AddOptional(NpgsqlDbType.Text, signIn.ProviderSubject);
        command.Parameters.AddOptional(NpgsqlDbType.Text, signIn.ProviderSession);
        command.Parameters.AddWithValue(signIn.Until.ToUniversalTime());
        await command.ExecuteNonQueryAsync(ct);
    }

    public Task ExtendAsync(Guid id, DateTimeOffset until, CancellationToken ct) =>
        ExecuteAsync("update assessment.page_sign_ins set ends_at = $2 where id = $1", ct, id, until.ToUniversalTime());

    public Task EndAsync(Guid id, CancellationToken ct) => ExecuteAsync("delete from assessment.page_sign_ins where id = $1", ct, id);

    public Task EndAsync(string? providerSubject, string? providerSession, CancellationToken ct) => providerSession is not null
        ? ExecuteAsync("delete from assessment.page_sign_ins where provider_session = $1", ct, providerSession)
        : ExecuteAsync("delete from assessment.page_sign_ins where provider_subject = $1", ct, providerSubject!);

    public async Task<IReadOnlySet<Guid>> HoldAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        try
        {
            await using var command = database.CreateCommand("select id from assessment.page_sign_ins where id = any ($1) and ends_at > now()");
            command.Parameters.AddWithValue(ids.ToArray());
            return (await command.ListAsync(row => row.GetGuid(0), ct)).ToHashSet();
        }
        catch (NpgsqlException)
        {
            // Nobody is signed out because the store is away: what they ask for needs the same store, and the page says that it is.
            return ids.ToHashSet();
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.AddWithValue(parameter);
        await command.ExecuteNonQueryAsync(ct);
    }
}
