using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Linter.Configuration;

/// <summary>
/// A pattern of paths, read like a line of .gitignore: without a slash it fits at any depth, with one it starts at the
/// configuration's folder; what fits a folder holds for all in it. <c>*</c> and <c>?</c> stay within a name, <c>**</c>
/// stands for any folders, <c>{a,b}</c> for one of several.
/// </summary>
public sealed partial class Glob
{
    /// <summary>
    /// What can be read, as a regular expression that JavaScript reads alike: no negation, no brackets, no nested braces.
    /// </summary>
    public const string Grammar = @"^([^!\\{}\[\]]|\{[^{}\[\]\\]*\})([^\\{}\[\]]|\{[^{}\[\]\\]*\})*$";

    private const string AnyFolders = "**";

    // Braces multiply, and each ** may stand for any of the folders above: a pattern that a person writes has few.
    private const int MostAlternatives = 1000;
    private const int MostAnyFolders = 4;

    private readonly string text;
    private readonly ImmutableArray<ImmutableArray<string>> alternatives;
    private readonly bool foldersOnly;

    private Glob(string text, ImmutableArray<ImmutableArray<string>> alternatives, bool foldersOnly) =>
        (this.text, this.alternatives, this.foldersOnly) = (text, alternatives, foldersOnly);

    /// <summary>The pattern's alternatives in terms of shown paths, without braces.</summary>
    public IEnumerable<string> Alternatives =>
        alternatives.Select(segments => (segments.Length == 1 ? "/" : "") + string.Join('/', segments));

    public static bool IsPattern(string text) =>
        Pattern().IsMatch(text) && CountAlternatives(text) <= MostAlternatives && CountAnyFolders(text) <= MostAnyFolders;

    /// <summary>Reads what <see cref="IsPattern"/> accepts.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="place">The configuration's folder; paths that are matched later are shown ones.</param>
    public static Glob Parse(string text, ConfigPlace? place = null)
    {
        var folder = text.EndsWith('/');
        var alternatives = Expand(folder ? text.TrimEnd('/') : text).Select(Segments);
        return new Glob(text, [.. alternatives.SelectMany(segments => (place ?? ConfigPlace.Root).Rebase(segments))], folder);
    }

    /// <summary>Whether a file lies under the pattern.</summary>
    /// <param name="path">As reports show it, with forward slashes.</param>
    public bool Matches(string path) => Fits(path, isFolder: false);

    /// <summary>Whether all in a folder lies under the pattern.</summary>
    public bool MatchesFolder(string path) => Fits(path, isFolder: true);

    public override string ToString() => text;

    private bool Fits(string path, bool isFolder)
    {
        var names = path.Split('/');
        foreach (var segments in alternatives)
        {
            // The whole path, or any folder above.
            for (var length = 1; length <= names.Length; length++)
            {
                if ((length < names.Length || isFolder || !foldersOnly) && FitsWhole(segments, names.AsSpan(0, length)))
                    return true;
            }
        }

        return false;
    }

    // As Wildcard, with ** for its star and names for its characters.
    internal static bool FitsWhole(ImmutableArray<string> segments, ReadOnlySpan<string> names)
    {
        var (at, star, resume) = (0, -1, 0);
        for (var i = 0; i < names.Length;)
        {
            if (at < segments.Length && segments[at] == AnyFolders)
            {
                (star, resume) = (at++, i);
            }
            else if (at < segments.Length && Wildcard.Matches(segments[at], names[i]))
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                i = ++resume;
            }
            else
            {
                return false;
            }
        }

        // "charts/**" is what lies in the folder, not the folder.
        return at == segments.Length;
    }

    /// <summary>What <see cref="IsPattern"/> accepts, with its braces written out; none for null.</summary>
    internal static IEnumerable<string> Choices(string? text) => text is null ? [] : Expand(text);

    private static ImmutableArray<string> Segments(string pattern)
    {
        var isAnchored = pattern.Contains('/', StringComparison.Ordinal);
        var segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToList();
        return isAnchored && segments.Count > 0 ? [.. segments] : [AnyFolders, .. segments];
    }

    private static long CountAlternatives(string text)
    {
        var (product, choices) = (1L, 0L);
        foreach (var character in text)
        {
            choices = character == '{' ? 1 : character == ',' && choices > 0 ? choices + 1 : choices;
            if (character != '}')
                continue;
            product = Math.Min(product * choices, int.MaxValue);
            choices = 0;
        }

        return product;
    }

    private static int CountAnyFolders(string text)
    {
        var count = 0;
        foreach (var segment in text.AsSpan().Split('/'))
            count += text.AsSpan()[segment].SequenceEqual(AnyFolders) ? 1 : 0;
        return count;
    }

    private static IEnumerable<string> Expand(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return [text];

        var close = text.IndexOf('}', open);
        var rests = Expand(text[(close + 1)..]).ToList();
        return text[(open + 1)..close].Split(',').SelectMany(choice => rests.Select(rest => text[..open] + choice + rest));
    }

    [GeneratedRegex(Grammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Pattern();
}

/// <summary>Where the configuration's folder lies among the paths that reports show.</summary>
/// <param name="Folder">Its shown path: "" for the folder that shown paths start from, "sub/dir", or "../.." above it.</param>
/// <param name="Names">For a folder above: the names from it down to where shown paths start.</param>
public sealed record ConfigPlace(string Folder, ImmutableArray<string> Names)
{
    public static ConfigPlace Root { get; } = new("", []);

    /// <summary>From a pattern below the configuration's folder to patterns of shown paths.</summary>
    internal IEnumerable<ImmutableArray<string>> Rebase(ImmutableArray<string> segments)
    {
        if (Folder.Length == 0)
            return [segments];
        return Names.IsEmpty ? [[.. Folder.Split('/'), .. segments]] : Below(segments, 0).Distinct(SegmentComparer.Instance);
    }

    // Takes the names that lead down off the pattern; where they differ, the pattern leads out of the shown folder.
    private IEnumerable<ImmutableArray<string>> Below(ImmutableArray<string> segments, int depth)
    {
        if (depth == Names.Length || segments.IsEmpty)
            return [segments];
        if (segments[0] == "**")
            return Enumerable.Range(depth, Names.Length - depth).SelectMany(next => Below(segments[1..], next)).Prepend(segments);
        return Wildcard.Matches(segments[0], Names[depth])
            ? Below(segments[1..], depth + 1)
            : [[.. Enumerable.Repeat("..", Names.Length - depth), .. segments]];
    }

    private sealed class SegmentComparer : IEqualityComparer<ImmutableArray<string>>
    {
        public static readonly SegmentComparer Instance = new();

        public bool Equals(ImmutableArray<string> x, ImmutableArray<string> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<string> obj) => obj.Length;
    }
}
