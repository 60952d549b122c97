using System.Text.RegularExpressions;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// Patches of a kustomization that are commented out: kubebuilder lays them down so, to be switched on where they are wanted.
/// Until then they are applied by nobody, and by themselves they are no resources.
/// </summary>
internal static partial class CommentedPatches
{
    // Longer than a path can be.
    private const int LongestLine = 4_200;

    /// <summary>
    /// The files named, as written. A bare file is a patch where the list above it is one of patches; "path: file" is one anywhere.
    /// </summary>
    public static IEnumerable<string> In(YamlFile yaml)
    {
        string? list = null;
        var keys = new Queue<Node>(yaml.Documents.Where(document => document.IsMapping)
            .SelectMany(document => document.Entries.Select(entry => entry.Key)));
        foreach (var comment in yaml.Comments.Where(comment => !comment.IsTrailing && comment.Span.Length <= LongestLine))
        {
            while (keys.TryPeek(out var key) && key.Span.Start < comment.Span.Start)
                list = keys.Dequeue().Value;

            var text = comment.Span.Slice.ToString();
            if (Key().Match(text) is { Success: true } commented)
            {
                list = commented.Groups["key"].Value;
            }
            else if (Item().Match(text) is { Success: true } item
                && (item.Groups["path"].Success || list?.StartsWith("patches", StringComparison.Ordinal) == true))
            {
                yield return item.Groups["file"].Value;
            }
        }
    }

    [GeneratedRegex(@"^#+ ?(?<key>[A-Za-z0-9]+):\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Key();

    [GeneratedRegex(@"^#+\s*-\s+(?<path>path:\s*)?[""']?(?<file>[^\s#:""']+\.(yaml|yml|json))[""']?\s*(#.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Item();
}
