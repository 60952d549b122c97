using System.Collections.Immutable;

namespace Linter.Graph.Walks;

/// <summary>What some things stand for, each once. Nearly always it is a single thing, which needs no set.</summary>
internal static class Distinct
{
    /// <param name="some">The things.</param>
    /// <param name="of">What one stands for; null for nothing.</param>
    public static ImmutableArray<TResult> Of<T, TResult>(ImmutableArray<T> some, Func<T, TResult?> of)
        where TResult : class
    {
        if (some is not [var only])
            return [.. some.Select(of).OfType<TResult>().Distinct()];
        return of(only) is { } one ? [one] : [];
    }
}
