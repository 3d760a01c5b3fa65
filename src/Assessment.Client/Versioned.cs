namespace Assessment.Client;

/// <summary>A resource as it was read, with the entity tag that a change of it has to bring back.</summary>
public sealed record Versioned<T>(T Content, string ETag);

/// <summary>One page of a list; <see cref="Next"/> is the cursor of the following one, absent at the end.</summary>
/// <param name="NotFound">Of the words that were searched for those that stand in nothing that the reader may see there; null when nothing was searched for.</param>
/// <param name="Excerpts">By the ids of the items what was found, as HTML: see <see cref="Marked"/>.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items, string? Next = null, IReadOnlyList<string>? NotFound = null, IReadOnlyDictionary<Guid, string>? Excerpts = null);
