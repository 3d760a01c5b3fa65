using Marten;

namespace Assessment.Server.Storage;

/// <summary>A message that carries a change on to what rests on it.</summary>
public interface IReaction
{
    /// <summary>What tells it apart from every other; the same however often it is delivered.</summary>
    string Step();
}

/// <summary>
/// Keeps what changes have set in motion and what is not done yet: a row for each message, written in the transaction that sends it and
/// taken away in the one that has done what it asks for. Each row bears the number of the change at its root, so that a reader can wait
/// for everything that earlier changes set in motion and for nothing that later ones did, see <see cref="Progress"/>.
/// </summary>
public static class Reactions
{
    /// <summary>What a change sets in motion.</summary>
    public static void Begin(IDocumentSession session, IReaction step) =>
        session.QueueSqlCommand("insert into assessment.reaction (step) values (?) on conflict do nothing", step.Step());

    /// <summary>A step is done, and others follow from it. One that is delivered once more is done already, and nobody waits for what follows from it.</summary>
    /// <returns>What follows, to be sent.</returns>
    public static IReadOnlyList<IReaction> Done(IDocumentSession session, IReaction step, IReadOnlyList<IReaction> next)
    {
        session.QueueSqlCommand("""
            with done as (delete from assessment.reaction where step = ? returning root)
            insert into assessment.reaction (step, root) select step, root from done, unnest(?) step on conflict do nothing
            """, step.Step(), next.Select(following => following.Step()).ToArray());
        return next;
    }
}
