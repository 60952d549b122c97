using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Makes the views over a list in a manifest.</summary>
internal static class Views
{
    /// <summary>One for each item that is a mapping, in order, with its place among those; empty where there is no list.</summary>
    public static ImmutableArray<TView> Of<TOwner, TView>(Node? list, TOwner owner, Func<TOwner, Node, int, TView> make)
        where TOwner : class
        where TView : class
    {
        var count = CountMappings(list);
        if (count == 0)
            return [];

        var views = new TView[count];
        count = 0;
        foreach (var item in list?.Items ?? default)
        {
            if (item.IsMapping)
            {
                views[count] = make(owner, item, count);
                count++;
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(views);
    }

    private static int CountMappings(Node? list)
    {
        var count = 0;
        foreach (var item in list?.Items ?? default)
            count += item.IsMapping ? 1 : 0;
        return count;
    }
}
