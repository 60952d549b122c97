using MAB.DotIgnore;

namespace Linter.Manifests;

/// <summary>One .gitignore file: its lines, read as git reads them, for what lies below its folder.</summary>
internal sealed class IgnoreFile
{
    private readonly string folder;
    private readonly List<Line> lines = [];

    public IgnoreFile(string folder, string text)
    {
        this.folder = folder;
        foreach (var line in text.Split('\n'))
        {
            if (Parse(line) is { } parsed)
                lines.Add(parsed);
        }
    }

    /// <summary>True to ignore, false to keep, null where no line speaks of it. The last line that matches decides.</summary>
    public bool? Decide(string path, bool isFolder)
    {
        var relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (lines[i].Matches(relative, isFolder))
                return !lines[i].IsNegated;
        }

        return null;
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

    private sealed record Line(IgnoreRule Rule, bool IsNegated, bool FoldersOnly, bool IsAnchored)
    {
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

        public bool Matches(string relative, bool isFolder)
        {
            if (FoldersOnly && !isFolder)
                return false;

            relative = Shield(relative);
            if (!IsAnchored)
                return Rule.IsMatch(relative[(relative.LastIndexOf('/') + 1)..], isFolder);

            // A pattern such as "/build" has one name: so must the path.
            var oneName = !Rule.Pattern.Contains('/', StringComparison.Ordinal);
            return !(oneName && relative.Contains('/', StringComparison.Ordinal)) && Rule.IsMatch(relative, isFolder);
        }

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
    /// <summary>What applies in a folder by what stands above it: .git/info/exclude and each .gitignore from the repository's root down.</summary>
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
