using Linter.Text;

namespace Linter.Manifests;

/// <summary>What was probably meant by a path that leads nowhere.</summary>
internal static class NearPath
{
    /// <summary>A path that exists and differs from the given one in a slip of the finger; null when none is near.</summary>
    public static string? Existing(string argument, string path, Func<string, int> manifestsBelow)
    {
        var (missing, rest) = FirstMissing(path);
        if (NearestSibling(missing) is not { } sibling)
            return null;

        var meant = Path.Join(sibling, rest);
        if (!Path.Exists(meant))
            (meant, rest) = (sibling, "");
        return Ask(argument, missing, sibling, rest, Directory.Exists(meant) ? manifestsBelow(meant) : 0);
    }

    /// <summary>A folder beside an empty one, with a name like its own and manifests in it; null when there is none.</summary>
    public static string? FolderWithManifests(string argument, string folder, Func<string, int> manifestsBelow)
    {
        if (NearestSibling(folder) is not { } sibling || !Directory.Exists(sibling))
            return null;

        var count = manifestsBelow(sibling);
        return count == 0 ? null : Ask(argument, folder, sibling, "", count);
    }

    private static (string Missing, string Below) FirstMissing(string path)
    {
        var (missing, rest) = (path, "");
        while (Path.GetDirectoryName(missing) is { } parent && !Path.Exists(parent))
            (missing, rest) = (parent, Path.Join(Path.GetFileName(missing), rest));
        return (missing, rest);
    }

    private static string? NearestSibling(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return null;

        try
        {
            var names = Disk.Entries(parent).Select(entry => entry.Name);
            return Spelling.Nearest(Path.GetFileName(path), names) is { } name ? Path.Join(parent, name) : null;
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            return null;
        }
    }

    // In the user's own words: what stands before the wrong name is kept as written.
    private static string Ask(string argument, string wrong, string right, string rest, int count)
    {
        var wrongName = Path.GetFileName(wrong);
        var at = argument.LastIndexOf(wrongName, StringComparison.Ordinal);
        var written = at < 0 ? Path.GetFileName(right) : Path.Join(argument[..at] + Path.GetFileName(right), rest);
        var holds = count switch { 0 => "", 1 => " It holds 1 file", _ => $" It holds {count} files" };
        return $"did you mean {written.Replace(Path.DirectorySeparatorChar, '/')}?{holds}";
    }
}
