using Linter.Manifests;

namespace Linter.Reporting;

/// <summary>
/// Paths as readers elsewhere need them: a code host knows files by their place in the repository, not by the folder that
/// the linter ran in.
/// </summary>
/// <param name="Folder">
/// The folder that paths of findings are relative to, as seen from the repository's root, such as "deploy/shop"; empty for the root itself.
/// </param>
/// <param name="Root">Where the root lies below that folder, the root as seen from it; empty where it does not.</param>
public sealed record ReportPaths(string Folder, string Root = "")
{
    public static ReportPaths AsTheyAre { get; } = new("");

    /// <summary>The path from the root, without "." and ".."; unchanged where it leads outside, and for standard input.</summary>
    public string Of(string path)
    {
        if (Root.Length > 0)
            return path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[(Root.Length + 1)..] : path;
        if (path == ManifestFinder.StandardInputPath || (Folder.Length == 0 && !path.Contains("..", StringComparison.Ordinal)))
            return path;

        var steps = Folder.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var step in path.Split('/'))
        {
            if (step == ".." && steps.Count == 0)
                return path;
            if (step == "..")
                steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or ""))
                steps.Add(step);
        }

        return path.StartsWith('/') ? path : string.Join('/', steps);
    }
}
