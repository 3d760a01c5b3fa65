namespace Assessment.Server.Tradecraft;

/// <summary>One question about two states that is answered by a level, such as how far one trusts the other.</summary>
/// <param name="Code">Its slug, "trust-level".</param>
/// <param name="Name">Its name for people, "Trust level".</param>
/// <param name="Question">What exactly is asked.</param>
/// <param name="Directed">Whether the answer depends on whose side it is asked from.</param>
/// <param name="ReviewDays">Days after which an answer is stale.</param>
/// <param name="Levels">The five possible answers, 1 first.</param>
public sealed record Dimension(string Code, string Name, string Question, bool Directed, int ReviewDays, IReadOnlyList<Level> Levels);
