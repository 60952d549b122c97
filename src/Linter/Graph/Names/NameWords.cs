using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;

namespace Linter.Graph;

/// <summary>Names that are made of the same words: "my-app-svc" and "app-service", "web-web-web" and "web".</summary>
internal static class NameWords
{
    private static readonly char[] Separators = ['-', '.', '_'];

    // What names end in or not, whatever they are of.
    private static readonly ImmutableArray<string> WordsOfKinds = ["svc", "service", "srv", "deploy", "deployment"];

    /// <summary>
    /// The one of these whose name has the words of this one, or some of them and no others; null where none or several have. Those apart
    /// that are variants of one thing.
    /// </summary>
    /// <param name="name">The name that nothing has.</param>
    /// <param name="candidates">What may be meant.</param>
    /// <param name="fewest">So many words must be common where one of the two names has more of them.</param>
    public static Resource? Lone(string name, IEnumerable<Resource> candidates, int fewest)
    {
        var words = WordsOf(name);
        return candidates.Take(Spelling.MostCandidates)
            .Where(candidate => Agree(words, WordsOf(candidate.Name), fewest)
                && !Variants.AreVariants(name, candidate.Name) && !Placeholders.IsPlaceholder(candidate.Name))
            .Take(2).ToList() is [var only] ? only : null;
    }

    /// <summary>How many words two names have in common: "shop-cart-svc" and "shop-cart-deployment" have two.</summary>
    public static int Common(string? one, string other) =>
        one is null ? 0 : WordsOf(one).Intersect(WordsOf(other), StringComparer.Ordinal).Count();

    private static bool Agree(HashSet<string> ours, HashSet<string> theirs, int fewest) =>
        ours.Count > 0 && theirs.Count > 0
        && (ours.SetEquals(theirs)
            || (Math.Min(ours.Count, theirs.Count) >= fewest && (ours.IsSubsetOf(theirs) || theirs.IsSubsetOf(ours))));

    private static HashSet<string> WordsOf(string name) =>
        name.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !WordsOfKinds.Contains(word, StringComparer.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
}
