using System.Buffers;
using MAB.DotIgnore;

namespace Linter.Manifests;

/// <summary>
/// One .gitignore file: its lines, read as git reads them, for what lies below its folder. A plain name or ending is looked
/// up: neither many lines nor many folders above cost anything at each entry.
/// </summary>
internal sealed class IgnoreFile
{
    private const int None = -1;

    private readonly int start;
    private readonly List<Line> lines = [];
    private readonly PlainLines names = new();
    private readonly PlainLines endings = new();

    // Lines, by their places, that have to be tried.
    private readonly List<int> patterns = [];

    public IgnoreFile(string folder, string text)
    {
        start = folder.Length + (Path.EndsInDirectorySeparator(folder) ? 0 : 1);
        foreach (var line in text.Split('\n'))
        {
            if (Parse(line) is not { } parsed)
                continue;

            if (parsed.PlainName is { } name)
                names.Add(name, lines.Count, parsed.FoldersOnly);
            else if (parsed.PlainEnding is { } ending)
                endings.Add(ending, lines.Count, parsed.FoldersOnly);
            else
                patterns.Add(lines.Count);
            lines.Add(parsed);
        }
    }

    /// <summary>True to ignore, false to keep, null where no line speaks of it. The last line that matches decides.</summary>
    /// <param name="path">Of an entry below the folder.</param>
    /// <param name="isFolder">What it is.</param>
    public bool? Decide(string path, bool isFolder)
    {
        var name = path.AsSpan(path.LastIndexOf(Path.DirectorySeparatorChar) + 1);
        var last = Math.Max(names.Last(name, isFolder), LastEnding(name, isFolder));
        for (var i = patterns.Count - 1; i >= 0 && patterns[i] > last; i--)
        {
            if (lines[patterns[i]].Matches(path, start, isFolder))
                last = patterns[i];
        }

        return last == None ? null : !lines[last].IsNegated;
    }

    private int LastEnding(ReadOnlySpan<char> name, bool isFolder)
    {
        var last = None;
        for (var at = 0; !endings.IsEmpty && name[at..].IndexOf('.') is >= 0 and var dot; at += dot + 1)
            last = Math.Max(last, endings.Last(name[(at + dot)..], isFolder));
        return last;
    }

    // The library matches a name pattern against every name on the path, so that "!keep" would bring back "keep/a.log" below
    // an "*.log"; and it keeps trailing spaces. So the line is taken apart here and the library matches what is left.
    private static Line? Parse(string text)
    {
        var pattern = TrimTrailingSpaces(text.TrimEnd('\r').TrimStart('\uFEFF'));
        if (pattern.StartsWith('#'))
            return null;

        var isNegated = pattern.StartsWith('!');
        if (isNegated || pattern.StartsWith("\\!", StringComparison.Ordinal) || pattern.StartsWith("\\#", StringComparison.Ordinal))
            pattern = pattern[1..];

        var foldersOnly = pattern.EndsWith('/');
        if (foldersOnly)
            pattern = pattern[..^1];

        var isAnchored = pattern.Contains('/', StringComparison.Ordinal);
        pattern = pattern.StartsWith('/') ? pattern[1..] : pattern;
        return string.IsNullOrWhiteSpace(pattern) ? null : Line.Create(pattern, isNegated, foldersOnly, isAnchored);
    }

    private static string TrimTrailingSpaces(string text)
    {
        var end = text.Length;
        while (end > 0 && text[end - 1] == ' ' && (end < 2 || text[end - 2] != '\\'))
            end--;
        return text[..end];
    }

    /// <summary>Lines without a slash and without stars, by what they name.</summary>
    private sealed class PlainLines
    {
        private readonly Dictionary<string, (int OfAll, int OfFolders)> last = new(StringComparer.Ordinal);

        public bool IsEmpty => last.Count == 0;

        public void Add(string text, int line, bool foldersOnly)
        {
            var known = last.GetValueOrDefault(text, (None, None));
            last[text] = foldersOnly ? known with { Item2 = line } : (line, line);
        }

        /// <summary>The last line that speaks of it, or none.</summary>
        public int Last(ReadOnlySpan<char> text, bool isFolder)
        {
            if (IsEmpty || !last.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
                return None;
            return isFolder ? known.OfFolders : known.OfAll;
        }
    }

    private sealed record Line(IgnoreRule Rule, bool IsNegated, bool FoldersOnly, bool IsAnchored)
    {
        // In a pattern these stand for nothing but themselves, here and in the library.
        private static readonly SearchValues<char> PlainCharacters =
            SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

        /// <summary>The one name that an unanchored line means; null for a pattern.</summary>
        public string? PlainName => !IsAnchored && IsPlain(Rule.Pattern) ? Rule.Pattern : null;

        /// <summary>".log" of "*.log".</summary>
        public string? PlainEnding =>
            !IsAnchored && Rule.Pattern.StartsWith("*.", StringComparison.Ordinal) && IsPlain(Rule.Pattern.AsSpan(1))
                ? Rule.Pattern[1..]
                : null;

        // A pattern such as "/build" has one name: so must the path.
        private bool HasOneName { get; } = !Rule.Pattern.Contains('/', StringComparison.Ordinal);

        private bool HasPlainName { get; } = IsPlain(Rule.Pattern);

        public static Line? Create(string pattern, bool isNegated, bool foldersOnly, bool isAnchored)
        {
            try
            {
                return new Line(new IgnoreRule(ShieldPattern(pattern)), isNegated, foldersOnly, isAnchored);
            }
            catch (ArgumentException)
            {
                // "[" without its end matches nothing in git; the library makes a broken regular expression of it.
                return null;
            }
        }

        /// <param name="path">Absolute.</param>
        /// <param name="start">Where in it the way from the file's folder begins.</param>
        /// <param name="isFolder">What it is.</param>
        public bool Matches(string path, int start, bool isFolder)
        {
            if (FoldersOnly && !isFolder)
                return false;

            var name = path.LastIndexOf(Path.DirectorySeparatorChar) + 1;
            if (!IsAnchored)
                return Rule.IsMatch(Shield(path[name..]), isFolder);
            if (!HasOneName)
                return Rule.IsMatch(Shield(path[start..].Replace(Path.DirectorySeparatorChar, '/')), isFolder);
            return name == start
                && (HasPlainName ? path.AsSpan(name).SequenceEqual(Rule.Pattern) : Rule.IsMatch(Shield(path[name..]), isFolder));
        }

        private static bool IsPlain(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(PlainCharacters);

        // The library takes every ! and ^ for the negation of a bracket; elsewhere they stand for themselves. So they are
        // exchanged for two private characters, in the pattern and in the path.
        private static string Shield(string text) => text.Replace('!', '\uE021').Replace('^', '\uE05E');

        // Two stars mean folders only where they are a whole name; elsewhere they mean what one does, but not to the library.
        private static string SingleStars(string name)
        {
            if (name.Length > 1 && name.AsSpan().IndexOfAnyExcept('*') < 0)
                return "**";

            while (name.Contains("**", StringComparison.Ordinal) && !name.Contains("\\**", StringComparison.Ordinal))
                name = name.Replace("**", "*", StringComparison.Ordinal);
            return name;
        }

        private static string ShieldPattern(string pattern)
        {
            var shielded = Shield(string.Join('/', pattern.Split('/').Select(SingleStars)));
            return shielded.Replace("[\uE021", "[!", StringComparison.Ordinal).Replace("[\uE05E", "[^", StringComparison.Ordinal);
        }
    }
}

/// <summary>The ignore files in force in one folder, innermost first: the first one that speaks of an entry decides.</summary>
internal sealed record IgnoreFiles(IgnoreFile File, IgnoreFiles? Outer)
{
    /// <summary>
    /// What applies in a folder by what stands above it: .git/info/exclude and each .gitignore from the repository's root down.
    /// </summary>
    public static IgnoreFiles? Above(string folder, string? repository, FileTree files)
    {
        if (repository is null)
            return null;

        var found = With(null, repository, ExcludeFileOf(repository), files);
        if (folder == repository)
            return found;

        var between = Path.GetRelativePath(repository, folder).Split(Path.DirectorySeparatorChar);
        var at = repository;
        foreach (var name in between)
        {
            found = In(at, found, files);
            at = Path.Join(at, name);
        }

        return found;
    }

    /// <summary>With the folder's own .gitignore, if it has one.</summary>
    public static IgnoreFiles? In(string folder, IgnoreFiles? outer, FileTree files)
    {
        var file = Path.Join(folder, ".gitignore");

        // Git reads no .gitignore through a link.
        return files.LinkTarget(file) is not null ? outer : With(outer, folder, file, files);
    }

    public static bool Ignores(IgnoreFiles? files, string path, bool isFolder)
    {
        for (var at = files; at is not null; at = at.Outer)
        {
            if (at.File.Decide(path, isFolder) is { } decision)
                return decision;
        }

        return false;
    }

    private static IgnoreFiles? With(IgnoreFiles? outer, string folder, string file, FileTree files) =>
        files.TextOf(file) is { } text ? new IgnoreFiles(new IgnoreFile(folder, text), outer) : outer;

    // In a linked work tree or a submodule, .git is a file that names the real folder, and that one may name a common one.
    private static string ExcludeFileOf(string repository)
    {
        var git = Path.Join(repository, ".git");
        if (Disk.TextOf(git) is { } pointer && pointer.StartsWith("gitdir:", StringComparison.Ordinal))
            git = Path.Combine(repository, pointer["gitdir:".Length..].Trim());
        if (Disk.TextOf(Path.Join(git, "commondir")) is { } common)
            git = Path.Combine(git, common.Trim());
        return Path.Join(git, "info", "exclude");
    }
}
