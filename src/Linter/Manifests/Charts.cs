namespace Linter.Manifests;

/// <summary>Helm charts by their folders.</summary>
internal static class Charts
{
    public const string FileName = "Chart.yaml";

    private static readonly string[] Parts = ["templates", "charts", "crds", "ci"];

    /// <summary>
    /// The outermost chart that a given path is a part of: something below templates/, charts/, crds/ or ci/, or a values
    /// file. Null for anything else, also for plain files that only lie beside a chart's own.
    /// </summary>
    public static string? Around(string path, string? repository, FileTree files)
    {
        string? chart = null;
        var child = path;
        while (child != repository && Path.GetDirectoryName(child) is { } parent)
        {
            if (IsPart(Path.GetFileName(child), child == path) && files.IsFile(Path.Join(parent, FileName)))
                chart = parent;
            child = parent;
        }

        return chart;
    }

    private static bool IsPart(string name, bool isWholePath) => Parts.Contains(name, StringComparer.Ordinal)
        || (isWholePath && (name == FileName || IsValues(name)));

    private static bool IsValues(string name) =>
        name.StartsWith("values", StringComparison.Ordinal) && ManifestFinder.HasManifestExtension(name);
}
