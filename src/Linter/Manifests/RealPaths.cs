namespace Linter.Manifests;

/// <summary>Where paths lead when every symbolic link on the way is followed.</summary>
/// <param name="files">Where links are read.</param>
internal sealed class RealPaths(FileTree files)
{
    /// <summary>As many links as Linux follows for one path.</summary>
    private const int MostLinks = 40;

    private readonly Dictionary<string, string?> targets = new(StringComparer.Ordinal);

    /// <summary>The path without links; null where links run in a circle. What it names need not exist.</summary>
    public string? Of(string path)
    {
        var current = Path.GetPathRoot(path)!;
        var pending = new Stack<string>();
        Push(pending, path[current.Length..]);
        var links = 0;
        while (pending.TryPop(out var segment))
        {
            if (segment == "..")
                current = Path.GetDirectoryName(current) ?? current;
            if (segment is "." or "..")
                continue;

            var next = Path.Join(current, segment);
            if (TargetOf(next) is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MostLinks)
                return null;

            // The target is walked name by name too: ".." behind a link leaves the link's target, not the link.
            var root = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            current = root.Length > 0 ? root : current;
            Push(pending, target[root.Length..]);
        }

        return current;
    }

    /// <summary>Whether a path lies below a folder when the links of both are followed; false where links run in a circle.</summary>
    public bool Holds(string folder, string path) =>
        Of(folder) is { } root && Of(path) is { } real && ManifestFinder.Below(root, real) is not null;

    private static void Push(Stack<string> pending, string relative)
    {
        var segments = relative.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var i = segments.Length - 1; i >= 0; i--)
            pending.Push(segments[i]);
    }

    private string? TargetOf(string path)
    {
        if (targets.TryGetValue(path, out var target))
            return target;

        target = files.LinkTarget(path);
        targets.Add(path, target);
        return target;
    }
}
