using System.Collections.Immutable;

namespace Linter;

/// <summary>
/// <c>Select</c>, <c>Where</c>, <c>Sum</c> and others, found by the compiler before that of <see cref="Enumerable"/>, since this namespace,
/// not that of the folder, encloses its callers. The framework's has a generic virtual method behind it (the projection of a projection),
/// which a native image compiles for every three value types that could meet there: 49 of 60 MB of machine code, all of it mapped at start.
/// Its <c>Where</c> asks whether the source is an array or a list, so the runtime loads some ten types more for each type of element.
/// </summary>
internal static class Sequences
{
    /// <summary>What <paramref name="selector"/> makes of each element, in order, worked out when asked for.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var element in source)
        {
            yield return selector(element);
        }
    }

    /// <summary>The same of an array, without boxing it.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this ImmutableArray<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var element in source)
        {
            yield return selector(element);
        }
    }

    /// <summary>
    /// What <paramref name="selector"/> makes of each element and its 0-based position, in order, worked out when asked for.
    /// </summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector)
    {
        var position = 0;
        foreach (var element in source)
        {
            yield return selector(element, position++);
        }
    }

    /// <summary>The elements for which <paramref name="predicate"/> holds, in order, looked at when asked for.</summary>
    public static IEnumerable<TSource> Where<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)
    {
        foreach (var element in source)
        {
            if (predicate(element))
                yield return element;
        }
    }

    /// <summary>The same of an array, without boxing it.</summary>
    public static IEnumerable<TSource> Where<TSource>(this ImmutableArray<TSource> source, Func<TSource, bool> predicate)
    {
        foreach (var element in source)
        {
            if (predicate(element))
                yield return element;
        }
    }

    /// <summary>The predicate holds for every character; a text as a sequence takes an object to walk it.</summary>
    public static bool All(this string text, Func<char, bool> predicate)
    {
        foreach (var character in text)
        {
            if (!predicate(character))
                return false;
        }

        return true;
    }

    /// <summary>The predicate holds for a character.</summary>
    public static bool Any(this string text, Func<char, bool> predicate)
    {
        foreach (var character in text)
        {
            if (predicate(character))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The sum of what <paramref name="selector"/> says of each element. The framework's loads every interface that numbers have.
    /// </summary>
    public static long Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, long> selector)
    {
        var sum = 0L;
        foreach (var element in source)
            sum = checked(sum + selector(element));
        return sum;
    }

    /// <inheritdoc cref="Sum{TSource}(IEnumerable{TSource}, Func{TSource, long})"/>
    public static int Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, int> selector)
    {
        var sum = 0;
        foreach (var element in source)
            sum = checked(sum + selector(element));
        return sum;
    }
}
