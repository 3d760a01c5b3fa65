namespace Assessment.Client;

/// <summary>A resource as it was read, with the entity tag that a change of it has to bring back.</summary>
public sealed record Versioned<T>(T Content, string ETag);

/// <summary>One page of a list; <see cref="Next"/> is the cursor of the following one, absent at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
