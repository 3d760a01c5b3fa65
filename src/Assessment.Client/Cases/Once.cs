using System.Net;

namespace Assessment.Client.Cases;

/// <summary>Whether a part of a case was written by this load or found in place.</summary>
internal enum Effect
{
    AlreadyThere,
    Written,
}

/// <summary>Writes what is not there yet, however often it is asked to: it looks first, and takes the server's word in a race.</summary>
internal static class Once
{
    private const int Races = 10;

    public static async Task<Effect> CreateAsync<T>(Func<Task<Versioned<T>?>> find, Func<Task> create)
    {
        if (await find() is not null) return Effect.AlreadyThere;
        try
        {
            await create();
            return Effect.Written;
        }
        catch (ApiProblem problem) when (problem.Status is HttpStatusCode.Conflict && !problem.IsPassing)
        {
            return Effect.AlreadyThere;
        }
    }

    /// <param name="change">Gets the resource it changes, as just read.</param>
    public static async Task<Effect> ChangeAsync<T>(Func<Task<Versioned<T>?>> find, Func<T, bool> isThere, Func<Versioned<T>, Task> change)
    {
        for (var race = 1; ; race++)
        {
            var current = await find()
                ?? throw new ApiProblem(HttpStatusCode.NotFound, "not-found", "What the step is about is not there, or above the persona's clearance.");
            if (isThere(current.Content)) return Effect.AlreadyThere;
            try
            {
                await change(current);
                return Effect.Written;
            }
            catch (ApiProblem problem) when (problem.Code.StartsWith("already-", StringComparison.Ordinal))
            {
                return Effect.AlreadyThere;
            }
            catch (ApiProblem problem) when (problem.Status is HttpStatusCode.PreconditionFailed && race < Races)
            {
                // Somebody else changed it in between, often the server itself: look again.
            }
        }
    }
}
